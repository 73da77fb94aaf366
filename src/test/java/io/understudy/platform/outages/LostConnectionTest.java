package io.understudy.platform.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LostConnectionTest {
    /** The pool closes the broken connection at once, so that the rollback fails, too, and its failure is the one thrown. */
    @Test
    void aConnectionLostInTheMiddleOfATransactionIsAnOutage() throws SQLException {
        Statement statement = mock(Statement.class);
        when(statement.executeQuery("select 1")).thenThrow(new SQLException("The backend was killed.", "08006"));
        Connection connection = mock(Connection.class);
        when(connection.isValid(anyInt())).thenReturn(true);
        when(connection.createStatement()).thenReturn(statement);
        DataSource database = mock(DataSource.class);
        when(database.getConnection()).thenReturn(connection);

        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
            Throwable problem = catchThrowable(() ->
                    transaction.execute(status -> new JdbcTemplate(pool).queryForObject("select 1", String.class)));

            assertThat(Dependency.lostIn(problem)).contains(Dependency.DATABASE);
        }
    }
}
