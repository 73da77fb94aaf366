package io.understudy.comparison;

import io.understudy.storage.BlobHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of all compared runs by prompt and seed, run and step.
 *
 * @param steps at which any of the runs has a sample, ascending
 * @param commonStep the latest step at which all runs have samples; the latest of any where there is none
 */
public record SampleMatrix(List<Integer> steps, int commonStep, List<Row> rows) {
    public SampleMatrix {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
    }

    /**
     * The same prompt with the same seed in all runs.
     *
     * @param pictures by run, then by step; null where a run has none
     */
    public record Row(String prompt, long seed, List<List<@Nullable BlobHash>> pictures) {}
}
