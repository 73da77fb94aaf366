package io.understudy.training.rehearsal;

public enum RehearsalState {
    RUNNING,
    DONE,
    STOPPED
}
