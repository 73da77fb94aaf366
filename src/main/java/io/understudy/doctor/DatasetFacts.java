package io.understudy.doctor;

import io.understudy.datasets.GuideCount;
import io.understudy.prompting.guide.CompositionTarget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on the pictures that a run was trained on.
 *
 * @param count pictures of the snapshot, and how many of them count for the guide
 * @param have how many pictures that count of each kind of the guide's table there are; for lighting, groups
 * @param unknown how many more of each kind there may be: pictures that were not measured, or on which nobody was found
 * @param now the guide's table for the working set as it is today
 * @param whyNoFaces why no faces are measured here at all; null when they are
 * @param comparedFaces faces that were compared with the others
 * @param strangers compared faces that look like someone else, as far as nobody said that they are not
 * @param doubtful compared faces that may be someone else, likewise
 * @param facesMeasured pictures that count and have a face
 * @param blurred those of them whose face is blurred or soft, as far as nobody said that it is fine
 * @param groups pictures that count and show several people, likewise
 * @param copies pictures that are the same as another one, or almost, likewise
 * @param measured pictures that were measured
 * @param bodies proportions of the people on pictures that count
 */
public record DatasetFacts(
        GuideCount count,
        Map<CompositionTarget, Integer> have,
        Map<CompositionTarget, Integer> unknown,
        Map<CompositionTarget, Integer> now,
        @Nullable String whyNoFaces,
        int comparedFaces,
        int strangers,
        int doubtful,
        int facesMeasured,
        int blurred,
        int groups,
        int copies,
        int measured,
        Bodies bodies) {
    /**
     * Proportions over the pictures that show them.
     *
     * @param faceLengths for each person who stands upright, ascending
     * @param shouldersToHips for each body that faces the camera, ascending
     */
    public record Bodies(List<Double> faceLengths, List<Double> shouldersToHips) {
        public Bodies {
            faceLengths = List.copyOf(faceLengths);
            shouldersToHips = List.copyOf(shouldersToHips);
        }
    }

    public DatasetFacts {
        have = Map.copyOf(have);
        unknown = Map.copyOf(unknown);
        now = Map.copyOf(now);
    }

    int have(CompositionTarget target) {
        return have.getOrDefault(target, 0);
    }

    int unknown(CompositionTarget target) {
        return unknown.getOrDefault(target, 0);
    }

    int now(CompositionTarget target) {
        return now.getOrDefault(target, 0);
    }
}
