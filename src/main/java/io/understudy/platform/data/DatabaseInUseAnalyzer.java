package io.understudy.platform.data;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with a sentence where another process has the database file open; {@code spring.factories} names it. */
public class DatabaseInUseAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    /** H2's “Database may be already in use”. */
    private static final int IN_USE = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return cause.getErrorCode() == IN_USE
                ? new FailureAnalysis(
                        "The database file is in use by another process.",
                        "Stop the server that uses this data folder first, or start this one with another folder"
                                + " (understudy.data).",
                        cause)
                : null;
    }
}
