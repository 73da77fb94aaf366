package io.understudy.training.ui;

import io.understudy.training.RunId;
import java.util.Optional;

/** Knows what became of a run that succeeded; features that turn runs into something contribute it as a bean. */
@FunctionalInterface
public interface RunOutcome {
    Optional<Result> of(RunId run);

    record Result(String name, String path) {}
}
