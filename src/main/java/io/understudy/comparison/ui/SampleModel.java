package io.understudy.comparison.ui;

import io.understudy.comparison.RunComparison;
import io.understudy.comparison.SampleMatrix;
import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

record SampleModel(List<Integer> steps, List<String> runs, int base, List<Row> rows) {
    /** A picture is an address, or an empty text where a run has none at the step. */
    record Row(String prompt, long seed, List<List<String>> pictures) {}

    static SampleModel of(RunComparison comparison, Function<BlobHash, String> address) {
        SampleMatrix samples = comparison.samples();
        return new SampleModel(
                samples.steps(),
                comparison.runs().stream().map(run -> "#" + run.number()).toList(),
                comparison.base(),
                samples.rows().stream().map(row -> row(row, address)).toList());
    }

    private static Row row(SampleMatrix.Row row, Function<BlobHash, String> address) {
        return new Row(
                row.prompt(),
                row.seed(),
                row.pictures().stream()
                        .map(run -> run.stream()
                                .map(picture -> address(picture, address))
                                .toList())
                        .toList());
    }

    private static String address(@Nullable BlobHash picture, Function<BlobHash, String> address) {
        return picture == null ? "" : address.apply(picture);
    }
}
