package io.understudy.doctor;

import io.understudy.guide.CompositionTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on the pictures that a run was trained on.
 *
 * @param pictures in the snapshot
 * @param have how many pictures of each kind of the guide's table there are; for lighting, groups
 * @param unknown how many more of each kind there may be: pictures that were not measured, or on which nobody was found
 * @param now the guide's table for the working set as it is today
 * @param whyNoFaces why no faces are measured here at all; null when they are
 * @param comparedFaces faces that were compared with the others
 * @param strangers compared faces that look like somebody else
 * @param doubtful compared faces that may be somebody else
 * @param facesMeasured pictures with a face
 * @param blurred pictures with a face that is blurred or soft, as far as nobody said that it is fine
 * @param groups pictures of several people, likewise
 * @param copies pictures that are the same as another one, or almost, likewise
 * @param measured pictures that were measured
 */
public record SetFacts(
        int pictures,
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
        int measured) {
    public SetFacts {
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
