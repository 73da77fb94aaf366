package io.understudy.generation;

import io.understudy.shared.Refusal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of a generation job and the legal moves between them. */
public enum GenerationState {
    /** Waits for its turn. */
    QUEUED("Queued"),
    /** A worker has it. */
    RUNNING("Generating"),
    /** Every picture is there, or was refused with a reason. */
    SUCCEEDED("Done"),
    /** Could not go on; the job says why. */
    FAILED("Failed"),
    /** Stopped by a person. */
    CANCELLED("Cancelled");

    private final String label;

    GenerationState(String label) {
        this.label = label;
    }

    /** The states that a job may go to from here. */
    public Set<GenerationState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            // Back to the queue: the worker died or shut down, and another takes the job up.
            case RUNNING -> EnumSet.of(SUCCEEDED, QUEUED, FAILED, CANCELLED);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(GenerationState.class);
        };
    }

    /** @throws Refusal.Conflict when the move is not in the table */
    void requireMove(GenerationState to) {
        if (!next().contains(to)) {
            throw new Refusal.Conflict(
                    "These pictures are %s and cannot become %s. Reload the page to see what is possible now."
                            .formatted(label.toLowerCase(Locale.ROOT), to.label.toLowerCase(Locale.ROOT)));
        }
    }

    public String label() {
        return label;
    }

    /** Nothing happens any more unless a person asks for it. */
    public boolean isOver() {
        return this != QUEUED && this != RUNNING;
    }

    /** Ended with pictures missing; it can be resumed. */
    public boolean isStopped() {
        return this == FAILED || this == CANCELLED;
    }
}
