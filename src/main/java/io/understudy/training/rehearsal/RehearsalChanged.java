package io.understudy.training.rehearsal;

/** A rehearsal got on; published inside the transaction, heard after it is committed. */
record RehearsalChanged(RehearsalId rehearsal) {}
