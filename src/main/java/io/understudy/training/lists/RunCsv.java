package io.understudy.training.lists;

import io.understudy.billing.SpendSum;
import io.understudy.platform.text.CsvRow;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.api.JobField;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs as CSV: plain numbers in the units of the heading, times in UTC. */
public final class RunCsv {
    private final Writer out;
    private final UnaryOperator<String> backendName;
    private final Function<String, Set<JobField>> ignoredBy;

    /** @param ignoredBy the settings without effect at a backend: they stay empty */
    public RunCsv(Writer out, UnaryOperator<String> backendName, Function<String, Set<JobField>> ignoredBy)
            throws IOException {
        this.out = out;
        this.backendName = backendName;
        this.ignoredBy = ignoredBy;
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
                "time per step (s)",
                "attempts",
                "LoRA file (bytes)",
                "cost (USD)",
                "cost not known yet, at most (USD)",
                "cost estimated at the launch (USD)",
                "tags",
                "note",
                "launched by",
                "launched (UTC)",
                "started (UTC)",
                "finished (UTC)",
                "archived (UTC)");
    }

    /** @param spent null when the run used nothing that charges */
    public void write(RunSummary run, String character, @Nullable SpendSum spent, List<String> tags)
            throws IOException {
        Set<JobField> ignored = ignoredBy.apply(run.backend());
        CsvRow.write(
                out,
                Long.toString(run.number()),
                character,
                run.state().label(),
                backendName.apply(run.backend()),
                run.triggerWord().value(),
                Integer.toString(run.progress().steps()),
                Integer.toString(run.progress().step()),
                honoured(ignored, JobField.LEARNING_RATE, run.learningRate()),
                honoured(ignored, JobField.RANK, run.rank()),
                honoured(ignored, JobField.ALPHA, run.alpha()),
                honoured(ignored, JobField.BATCH_SIZE, run.batchSize()),
                honoured(ignored, JobField.RESOLUTION, run.resolution()),
                honoured(ignored, JobField.SEED, run.seed()),
                orEmpty(run.progress().loss()),
                Double.toString(run.secondsTrained()),
                orEmpty(run.progress().secondsPerStep()),
                Integer.toString(run.progress().attempt()),
                orEmpty(run.loraSize()),
                spent == null ? "" : spent.actual().toPlainString(),
                spent == null || spent.isSettled() ? "" : spent.pending().toPlainString(),
                run.estimatedCost() == null ? "" : run.estimatedCost().toPlainString(),
                String.join(", ", tags),
                run.note(),
                run.launchedByName(),
                run.launchedAt().toString(),
                moment(run.startedAt()),
                moment(run.finishedAt()),
                moment(run.archivedAt()));
    }

    private static String honoured(Set<JobField> ignored, JobField field, Number value) {
        return ignored.contains(field) ? "" : value.toString();
    }

    private static String orEmpty(@Nullable Number number) {
        return number == null ? "" : number.toString();
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
