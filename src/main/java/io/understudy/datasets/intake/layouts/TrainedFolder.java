package io.understudy.datasets.intake.layouts;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a trainer's settings.
 *
 * @param path its names, on another machine
 * @param leftOut why its pictures are not trained on as pictures of the character; empty when they are
 * @param usual what describes a picture that has no caption
 * @param repeats how often each of its pictures is shown in an epoch
 * @param captionEnding of the caption files that the trainer reads, without the dot; empty where they do not say it
 */
record TrainedFolder(List<String> path, String leftOut, UsualCaption usual, double repeats, String captionEnding) {
    private static final int MOST_REPEATS = 9_999;

    static TrainedFolder leftOut(String path, String reason) {
        return new TrainedFolder(Folders.segments(path), reason, UsualCaption.NONE, 1, "");
    }

    /** Empty where it is no whole number that a picture can have. */
    Optional<Integer> wholeRepeats() {
        return repeats >= 1 && repeats <= MOST_REPEATS && repeats == Math.rint(repeats)
                ? Optional.of((int) repeats)
                : Optional.empty();
    }

    boolean isTrainedOn() {
        return leftOut.isEmpty();
    }

    String name() {
        return path.isEmpty() ? "the folder" : path.getLast();
    }

    /** @param byTwo whether the folder around it has to have the same name too */
    boolean holds(List<String> folders, boolean byTwo) {
        int from = Math.max(0, path.size() - (byTwo ? 2 : 1));
        return !path.isEmpty() && Collections.indexOfSubList(folders, path.subList(from, path.size())) >= 0;
    }
}
