package io.understudy.training.rehearsal;

import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal as far as it got.
 *
 * @param step steps made on the miniature
 * @param steps that it will make
 * @param lines of the topics that are decided, in their order
 * @param sample what the miniature generated at the end; null before that
 */
public record Rehearsal(
        RehearsalId id,
        RehearsalState state,
        int step,
        int steps,
        List<RehearsalFinding> lines,
        @Nullable BlobHash sample,
        Instant startedAt) {
    public Rehearsal {
        lines = List.copyOf(lines);
    }

    public boolean isRunning() {
        return state == RehearsalState.RUNNING;
    }

    public Optional<RehearsalFinding> line(RehearsalCheck topic) {
        return lines.stream().filter(line -> line.topic() == topic).findFirst();
    }

    public List<RehearsalFinding> failed() {
        return lines.stream().filter(line -> !line.passed()).toList();
    }

    public String score() {
        return lines.stream().filter(RehearsalFinding::passed).count() + " of " + RehearsalCheck.values().length;
    }

    /** Between 0 and 1. */
    public double progress() {
        return steps == 0 ? 0 : Math.min(1, (double) step / steps);
    }
}
