package io.understudy.training;

/** Something about a run changed; published inside the transaction, heard after it is committed. */
record RunChanged(RunPulse pulse) {}
