package io.understudy.training.rehearsal;

/** Where a rehearsal is. */
public enum RehearsalState {
    RUNNING,
    /** All that could be checked is checked. */
    DONE,
    /** A person or a shutdown of the server ended it early. */
    STOPPED
}
