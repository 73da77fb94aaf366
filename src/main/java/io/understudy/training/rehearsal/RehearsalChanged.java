package io.understudy.training.rehearsal;

/** A rehearsal advanced; published inside the transaction, received after it is committed. */
record RehearsalChanged(RehearsalId rehearsal, RehearsalState state) {}
