package io.understudy.comparison.ui;

import io.understudy.comparison.RunComparison;
import io.understudy.comparison.SampleMatrix;
import io.understudy.platform.ui.ImageGrid;
import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The samples of all runs as an image grid, the base run first. */
record SampleModel(ImageGrid.Layout layout, List<ImageGrid.Cell> cells) {
    static SampleModel of(RunComparison comparison, Function<BlobHash, String> address) {
        SampleMatrix samples = comparison.samples();
        int base = comparison.base();
        List<Integer> order = IntStream.concat(
                        IntStream.of(base),
                        IntStream.range(0, comparison.runs().size()).filter(run -> run != base))
                .boxed()
                .toList();
        return new SampleModel(
                new ImageGrid.Layout(
                        order.stream()
                                .map(run -> "Run " + comparison.runs().get(run).number())
                                .toList(),
                        samples.rows().stream()
                                .map(row -> new ImageGrid.Row(row.prompt(), row.seed()))
                                .toList(),
                        samples.steps(),
                        0,
                        1,
                        Set.of()),
                samples.rows().stream()
                        .flatMap(row -> order.stream().map(row.pictures()::get))
                        .map(run -> new ImageGrid.Cell(
                                run.stream()
                                        .map(picture -> address(picture, address))
                                        .toList(),
                                "",
                                null,
                                List.of()))
                        .toList());
    }

    private static String address(@Nullable BlobHash picture, Function<BlobHash, String> address) {
        return picture == null ? "" : address.apply(picture);
    }
}
