package io.understudy.platform.outages;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the product cannot work without and can lose for a while. */
public enum Dependency {
    DATABASE("The database"),
    OBJECT_STORE("The object store");

    /** An exception that says what does not answer. */
    public interface NoAnswer {
        Dependency from();
    }

    private static final String CLOSED = "Connection is closed";

    private final String words;

    Dependency(String words) {
        this.words = words;
    }

    /** The beginning of a sentence. */
    public String words() {
        return words;
    }

    /** What did not answer, where the problem is that and nothing else. */
    public static Optional<Dependency> lostIn(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = next(cause)) {
            if (cause instanceof NoAnswer missing) {
                return Optional.of(missing.from());
            }
            if (cause instanceof SQLException refused && isNoAnswer(refused)) {
                return Optional.of(DATABASE);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    private static boolean isNoAnswer(SQLException refused) {
        String state = refused.getSQLState() == null ? "" : refused.getSQLState();
        return refused instanceof SQLTransientConnectionException
                || refused instanceof SQLNonTransientConnectionException
                || refused instanceof SQLRecoverableException
                // The pool has closed a broken connection before its transaction was rolled back.
                || CLOSED.equals(refused.getMessage())
                // Class 08: connection exceptions; 57P: the server is stopping or starting.
                || state.startsWith("08")
                || state.startsWith("57P");
    }
}
