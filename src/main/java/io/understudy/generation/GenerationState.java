package io.understudy.generation;

import io.understudy.platform.core.DomainException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

public enum GenerationState {
    QUEUED("Queued"),
    RUNNING("Generating"),
    SUCCEEDED("Done"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String label;

    GenerationState(String label) {
        this.label = label;
    }

    public Set<GenerationState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            // Back to the queue: the worker died or shut down, and another takes the job up.
            case RUNNING -> EnumSet.of(SUCCEEDED, QUEUED, FAILED, CANCELLED);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(GenerationState.class);
        };
    }

    /** @throws DomainException.Conflict when the move is not in the table */
    public void requireMove(GenerationState to) {
        if (!next().contains(to)) {
            throw new DomainException.Conflict(
                    "These pictures are %s and cannot become %s. Reload the page to see what is possible now."
                            .formatted(label.toLowerCase(Locale.ROOT), to.label.toLowerCase(Locale.ROOT)));
        }
    }

    public String label() {
        return label;
    }

    public boolean isOver() {
        return this != QUEUED && this != RUNNING;
    }

    public boolean isStopped() {
        return this == FAILED || this == CANCELLED;
    }
}
