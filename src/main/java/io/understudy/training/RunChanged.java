package io.understudy.training;

/** Something about a run changed; published inside the transaction, received after it is committed. */
record RunChanged(RunPulse pulse) {}
