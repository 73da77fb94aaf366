package io.understudy.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Refuses updates and deletes of audit rows inside H2; PostgreSQL has its own trigger for that. */
public class AppendOnlyTrigger implements Trigger {
    @Override
    public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
            throws SQLException {
        throw new SQLException("The audit trail is append-only: rows cannot be changed or removed.");
    }
}
