package io.understudy.comparison;

import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import java.util.List;

/**
 * Runs side by side.
 *
 * @param runs in the order that was asked for
 * @param base position of the run that the others are compared to
 * @param rows settings first, then results
 * @param sameTask whether all runs learned the same pictures on the same backend: only then their losses are comparable
 */
public record RunComparison(
        List<RunDetails> runs, int base, List<ComparedRow> rows, boolean sameTask, SampleMatrix samples) {
    public RunComparison {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
    }

    /** With the steps and the loss that one of its runs has come to. */
    public RunComparison with(RunProgress now) {
        List<ComparedRow> moved = rows;
        for (int run = 0; run < runs.size(); run++) {
            if (runs.get(run).id().equals(now.run())) {
                moved = ComparedRowFactory.follow(moved, run, now, sameTask);
            }
        }
        return new RunComparison(runs, base, moved, sameTask, samples);
    }

    public RunComparison with(SampleMatrix others) {
        return new RunComparison(runs, base, rows, sameTask, others);
    }
}
