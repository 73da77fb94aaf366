package io.understudy.training.runs;

import io.understudy.training.RunProgress;

/** Something about a run changed; published inside the transaction, received after it is committed. */
public record RunChanged(RunProgress progress) {}
