package io.understudy.prompts.playground.ui;

import io.understudy.platform.ui.ImageGrid;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public class PairedImages extends ImageGrid {
    public record Pair(
            String words,
            long seed,
            @Nullable BlobHash left,
            @Nullable BlobHash right) {}

    public PairedImages(String left, String right, List<Pair> pairs) {
        super(layout(left, right, pairs), ImageGridView.USUAL, cells(pairs));
    }

    public final void show(String left, String right, List<Pair> pairs) {
        layout(layout(left, right, pairs));
        show(cells(pairs));
    }

    private static Layout layout(String left, String right, List<Pair> pairs) {
        return new Layout(
                List.of(left, right),
                pairs.stream().map(pair -> new Row(pair.words(), pair.seed())).toList(),
                List.of(0),
                0,
                1,
                Set.of());
    }

    private static List<Cell> cells(List<Pair> pairs) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(cell(pair.left()), cell(pair.right())))
                .toList();
    }

    private static Cell cell(@Nullable BlobHash picture) {
        return new Cell(picture == null ? "" : BlobUrls.of(picture), "not generated yet");
    }
}
