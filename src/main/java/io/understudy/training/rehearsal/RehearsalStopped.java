package io.understudy.training.rehearsal;

/** A person stopped a rehearsal; published inside the transaction, received after it is committed. */
record RehearsalStopped(RehearsalId rehearsal) {}
