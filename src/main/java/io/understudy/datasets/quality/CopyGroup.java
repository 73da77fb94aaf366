package io.understudy.datasets.quality;

import io.understudy.datasets.PictureId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Included pictures that show the same moment.
 *
 * @param best the sharpest and largest of them
 * @param others near copies of it, the better ones first
 */
public record CopyGroup(PictureId best, List<PictureId> others) {
    public CopyGroup {
        others = List.copyOf(others);
    }

    public Stream<PictureId> pictures() {
        return Stream.concat(Stream.of(best), others.stream());
    }
}
