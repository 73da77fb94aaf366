package io.understudy.comparison;

import io.understudy.storage.BlobHash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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

    public Set<BlobHash> pictures() {
        Set<BlobHash> all = new LinkedHashSet<>();
        rows.forEach(row -> row.pictures()
                .forEach(run -> run.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .forEach(all::add)));
        return all;
    }

    /**
     * Leaves steps out, evenly, until few enough pictures are left.
     *
     * @param most pictures
     * @param kept a step that stays in any case, and so do the common and the last one
     */
    public SampleMatrix thinned(int most, int kept) {
        int all = pictures().size();
        if (all <= most) {
            return this;
        }
        int every = (all + most - 1) / most;
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < steps.size(); position++) {
            int step = steps.get(position);
            if (position % every == 0 || position == steps.size() - 1 || step == kept || step == commonStep) {
                positions.add(position);
            }
        }
        Function<List<@Nullable BlobHash>, List<@Nullable BlobHash>> chosen = run -> {
            List<@Nullable BlobHash> pictures = new ArrayList<>();
            positions.forEach(position -> pictures.add(run.get(position)));
            return pictures;
        };
        return new SampleMatrix(
                positions.stream().map(steps::get).toList(),
                commonStep,
                rows.stream()
                        .map(row -> new Row(
                                row.prompt(),
                                row.seed(),
                                row.pictures().stream().map(chosen).toList()))
                        .toList());
    }
}
