package io.understudy.training;

import io.understudy.shared.CsvRow;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs as CSV: plain numbers in the units of the heading, times in UTC. */
final class RunCsv {
    private final Writer out;
    private final UnaryOperator<String> backendName;

    RunCsv(Writer out, UnaryOperator<String> backendName) throws IOException {
        this.out = out;
        this.backendName = backendName;
        CsvRow.write(
                out,
                "run",
                "character",
                "state",
                "backend",
                "trigger word",
                "steps",
                "steps made",
                "learning rate",
                "rank",
                "alpha",
                "batch size",
                "resolution (px)",
                "seed",
                "loss (smoothed)",
                "time trained (s)",
                "attempts",
                "LoRA file (bytes)",
                "launched by",
                "launched (UTC)",
                "started (UTC)",
                "finished (UTC)",
                "archived (UTC)");
    }

    void write(RunSummary run, String character) throws IOException {
        CsvRow.write(
                out,
                Long.toString(run.number()),
                character,
                run.state().label(),
                backendName.apply(run.backend()),
                run.triggerWord(),
                Integer.toString(run.pulse().steps()),
                Integer.toString(run.pulse().step()),
                Double.toString(run.learningRate()),
                Integer.toString(run.rank()),
                Double.toString(run.alpha()),
                Integer.toString(run.batchSize()),
                Integer.toString(run.resolution()),
                Long.toString(run.seed()),
                orEmpty(run.pulse().loss()),
                Double.toString(run.secondsTrained()),
                Integer.toString(run.pulse().attempt()),
                orEmpty(run.loraSize()),
                run.launchedByName(),
                run.launchedAt().toString(),
                moment(run.startedAt()),
                moment(run.finishedAt()),
                moment(run.archivedAt()));
    }

    private static String orEmpty(@Nullable Number number) {
        return number == null ? "" : number.toString();
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
