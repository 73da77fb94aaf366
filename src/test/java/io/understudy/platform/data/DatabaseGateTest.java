package io.understudy.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import io.understudy.platform.outages.Dependency;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseGateTest {
    private final DatabaseGate gate = new DatabaseGate();

    @Test
    void whileTheDatabaseIsAwayNobodyWaitsForThePoolThoughOthersDo() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        DataSource database = mock(DataSource.class);
        when(database.getConnection()).thenAnswer(call -> {
            waiting.countDown();
            over.await();
            throw new SQLException("No", "08001");
        });
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database);
            HikariDataSource gated = gate.before(pool);
            Thread other = Thread.startVirtualThread(
                    () -> assertThat(catchThrowable(gated::getConnection)).isNotNull());
            assertThat(waiting.await(2, TimeUnit.MINUTES)).isTrue();

            gate.close(true);

            assertThat(Dependency.lostIn(catchThrowable(gated::getConnection))).contains(Dependency.DATABASE);
            assertThat(other.isAlive()).isTrue();
            over.countDown();
            other.join();
        }
    }

    @Test
    void onceItAnswersConnectionsAreGivenAgain() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:gate");
            HikariDataSource gated = gate.before(pool);
            gate.close(true);
            gate.close(false);
            try (Connection connection = gated.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }
}
