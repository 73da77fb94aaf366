package io.understudy.platform.data;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with a sentence instead of the list of every migration that differs; {@code spring.factories} names it. */
public class IncompatibleDatabaseAnalyzer extends AbstractFailureAnalyzer<IncompatibleDatabaseException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, IncompatibleDatabaseException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Start the build that created it, or start this one with an empty data folder or database.",
                cause);
    }
}
