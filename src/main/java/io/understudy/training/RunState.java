package io.understudy.training;

import io.understudy.shared.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The states of a run and the legal moves between them. */
public enum RunState {
    /** May cost more than people may spend by themselves; waits for an admin. */
    AWAITING_APPROVAL("Held"),
    /** Waits for its turn. */
    QUEUED("Queued"),
    /** A worker has it and gets pictures and model ready. */
    PREPARING("Preparing"),
    /** Steps are being made. */
    RUNNING("Running"),
    /** The last step is done; the result is being written or fetched. */
    COLLECTING("Collecting"),
    /** Sent to a service that charges and that does not say what became of it: a person decides. */
    UNCONFIRMED("Unclear"),
    /** The LoRA is stored. */
    SUCCEEDED("Succeeded"),
    /** Could not go on; the run says why. */
    FAILED("Failed"),
    /** Stopped by a person. */
    CANCELLED("Cancelled"),
    /** Its worker was not heard of again, and taking it up anew did not help. */
    LOST("Lost");

    private static final Set<RunState> WORKED_ON = EnumSet.of(PREPARING, RUNNING, COLLECTING);
    private static final Set<RunState> STOPPED = EnumSet.of(FAILED, CANCELLED, LOST);

    private final String label;

    RunState(String label) {
        this.label = label;
    }

    /** The states that a run may go to from here. */
    public Set<RunState> next() {
        return switch (this) {
            case AWAITING_APPROVAL, UNCONFIRMED -> EnumSet.of(QUEUED, CANCELLED);
            case QUEUED -> EnumSet.of(PREPARING, CANCELLED);
            // Back to the queue: the worker died or shut down, and another takes the run up.
            case PREPARING -> EnumSet.of(RUNNING, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            case RUNNING -> EnumSet.of(COLLECTING, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            case COLLECTING -> EnumSet.of(SUCCEEDED, UNCONFIRMED, QUEUED, FAILED, CANCELLED, LOST);
            // Held again where going on may cost more than whoever asks may spend.
            case FAILED, CANCELLED, LOST -> EnumSet.of(QUEUED, AWAITING_APPROVAL);
            case SUCCEEDED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean mayBecome(RunState other) {
        return next().contains(other);
    }

    /** @throws Refusal.Conflict when the move is not in the table */
    void requireMove(RunState to, long number) {
        if (!mayBecome(to)) {
            throw new Refusal.Conflict("Run " + number + " is " + label.toLowerCase(java.util.Locale.ROOT)
                    + " and cannot become " + to.label.toLowerCase(java.util.Locale.ROOT)
                    + ". Look at its page for what is possible now.");
        }
    }

    public String label() {
        return label;
    }

    /** A worker has it. */
    public boolean isWorkedOn() {
        return WORKED_ON.contains(this);
    }

    /** Nothing happens any more unless a person asks for it. */
    public boolean isOver() {
        return this == SUCCEEDED || STOPPED.contains(this);
    }

    /** Ended without a result; it can be resumed. */
    public boolean isStopped() {
        return STOPPED.contains(this);
    }

    /** Nothing happens before an admin decides. */
    public boolean isForAdmin() {
        return this == AWAITING_APPROVAL || this == UNCONFIRMED;
    }

    public static List<RunState> unfinished() {
        return Stream.of(values()).filter(state -> !state.isOver()).toList();
    }
}
