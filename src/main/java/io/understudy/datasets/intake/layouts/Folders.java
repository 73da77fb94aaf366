package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.PictureFileName;
import java.util.Arrays;
import java.util.List;

final class Folders {
    private Folders() {}

    /** The folders on the way to a file, the outermost first. */
    static List<String> of(String path) {
        List<String> segments = segments(path);
        return segments.isEmpty() ? segments : segments.subList(0, segments.size() - 1);
    }

    static List<String> segments(String path) {
        return Arrays.stream(path.replace('\\', '/').split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    static String stem(String path) {
        List<String> segments = segments(path);
        return segments.isEmpty() ? "" : PictureFileName.stem(segments.getLast());
    }
}
