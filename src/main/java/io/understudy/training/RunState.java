package io.understudy.training;

import io.understudy.platform.core.DomainException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

public enum RunState {
    /** May cost more than people may spend without an admin; waits for an admin. */
    AWAITING_APPROVAL("Awaiting approval"),
    QUEUED("Queued"),
    PREPARING("Preparing"),
    RUNNING("Running"),
    COLLECTING("Collecting"),
    /** Sent to a service that charges and that does not say what became of it: a person decides. */
    UNCONFIRMED("Unconfirmed"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled"),
    /** Its worker stopped responding, and taking it up again did not help. */
    LOST("Lost");

    private static final Set<RunState> WORKED_ON = EnumSet.of(PREPARING, RUNNING, COLLECTING);
    private static final Set<RunState> STOPPED = EnumSet.of(FAILED, CANCELLED, LOST);

    private final String label;

    RunState(String label) {
        this.label = label;
    }

    public Set<RunState> next() {
        return switch (this) {
            case AWAITING_APPROVAL, UNCONFIRMED -> EnumSet.of(QUEUED, CANCELLED);
            case QUEUED -> EnumSet.of(PREPARING, CANCELLED);
            // Back to the queue: the worker died or shut down, and another takes the run up.
            case PREPARING -> EnumSet.of(RUNNING, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            case RUNNING -> EnumSet.of(COLLECTING, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            case COLLECTING -> EnumSet.of(SUCCEEDED, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            // Awaits approval again where resuming may cost more than the person who asks may spend.
            case FAILED, CANCELLED, LOST -> EnumSet.of(QUEUED, AWAITING_APPROVAL);
            case SUCCEEDED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean mayBecome(RunState other) {
        return next().contains(other);
    }

    /** @throws DomainException.Conflict when the move is not in the table */
    public void requireMove(RunState to, long number) {
        if (!mayBecome(to)) {
            throw new DomainException.Conflict("Run " + number + " is " + label.toLowerCase(java.util.Locale.ROOT)
                    + " and cannot become " + to.label.toLowerCase(java.util.Locale.ROOT)
                    + ". Its page shows what you can do now.");
        }
    }

    public String label() {
        return label;
    }

    public boolean isWorkedOn() {
        return WORKED_ON.contains(this);
    }

    public boolean isOver() {
        return this == SUCCEEDED || STOPPED.contains(this);
    }

    public boolean isStopped() {
        return STOPPED.contains(this);
    }

    public boolean isForAdmin() {
        return this == AWAITING_APPROVAL || this == UNCONFIRMED;
    }

    public static List<RunState> unfinished() {
        return Stream.of(values()).filter(state -> !state.isOver()).toList();
    }
}
