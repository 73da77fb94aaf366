package io.understudy.datasets.quality;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.Grouping;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.PerceptualHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each measured picture among the others of its dataset.
 *
 * @param counts whether a picture is one of those that are trained on
 * @param unmeasurable why pictures could not be measured
 * @param gone pictures that belonged to the dataset and of which nothing is left to judge
 */
record DatasetAssessment(
        List<Picture> pictures,
        Predicate<Picture> counts,
        int gone,
        List<PictureMeasures> readings,
        Map<PictureId, String> unmeasurable,
        Map<PictureId, FaceEmbedding> embeddings,
        Map<PictureId, Map<MeasureTopic, MeasureOverride>> overrules) {
    /** With fewer other faces, the median says more about them than about the picture. */
    private static final int FEWEST_OTHERS = 3;

    DatasetMeasures measures() {
        Map<PictureId, Picture> byId = pictures.stream()
                .collect(Collectors.toMap(p -> new PictureId(p.getId()), p -> p, (a, b) -> a, LinkedHashMap::new));
        List<PictureMeasures> measured =
                readings.stream().filter(one -> byId.containsKey(one.picture())).toList();
        Map<PictureId, String> problems = new LinkedHashMap<>(unmeasurable);
        problems.keySet().retainAll(byId.keySet());
        Set<PictureId> included = byId.entrySet().stream()
                .filter(entry -> counts.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<PictureId, Integer> lights = lightGroups(measured);
        Map<PictureId, MeasuredPicture> judged = new LinkedHashMap<>();
        List<PictureMeasures> shown = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            PictureMeasures own = measured.get(i);
            Map<MeasureTopic, MeasureOverride> decided = overrules.getOrDefault(own.picture(), Map.of());
            Double distance = identityDistance(own.picture(), included);
            SimilarPicture nearest = nearest(own, measured.subList(0, i), included, byId);
            List<Verdict> verdicts = PictureVerdicts.of(own, distance, nearest, decided);
            GuideCount.Role role = role(own, distance, verdicts, included, shown);
            judged.put(
                    own.picture(),
                    new MeasuredPicture(
                            own,
                            distance,
                            lights.get(own.picture()),
                            nearest,
                            decided.get(MeasureTopic.SHOT),
                            verdicts,
                            role));
        }
        List<MeasuredPicture> judgedIncluded = judged.values().stream()
                .filter(picture -> picture.role() != GuideCount.Role.LEFT_OUT)
                .toList();
        return new DatasetMeasures(
                pictures.size() + gone,
                pictures.size() - measured.size() - problems.size(),
                judged,
                problems,
                new GuideCount(
                        included.size() + gone,
                        with(GuideCount.Role.COPY, judgedIncluded).size(),
                        with(GuideCount.Role.OTHER_PERSON, judgedIncluded).size()),
                Composition.of(
                        with(GuideCount.Role.COUNTS, judgedIncluded), included.size() - judgedIncluded.size() + gone));
    }

    private static List<MeasuredPicture> with(GuideCount.Role role, List<MeasuredPicture> pictures) {
        return pictures.stream().filter(picture -> picture.role() == role).toList();
    }

    /**
     * What a picture is for the guide. Of copies one counts: the first, or the first that shows the right person.
     *
     * @param shown the pictures before it whose subject is counted; grows in the order of the dataset
     */
    private static GuideCount.Role role(
            PictureMeasures own,
            @Nullable Double distance,
            List<Verdict> verdicts,
            Set<PictureId> included,
            List<PictureMeasures> shown) {
        if (!included.contains(own.picture())) {
            return GuideCount.Role.LEFT_OUT;
        }
        if (distance != null && distance > FaceEmbedding.OTHER_PERSON && stands(MeasureTopic.IDENTITY, verdicts)) {
            return GuideCount.Role.OTHER_PERSON;
        }
        boolean again = stands(MeasureTopic.COPY, verdicts)
                && shown.stream()
                        .anyMatch(other -> own.hash().distance(other.hash()) <= PerceptualHash.ALMOST_THE_SAME);
        shown.add(own);
        return again ? GuideCount.Role.COPY : GuideCount.Role.COUNTS;
    }

    private static boolean stands(MeasureTopic topic, List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(verdict -> verdict.topic() == topic && verdict.stands());
    }

    private static Map<PictureId, Integer> lightGroups(List<PictureMeasures> measured) {
        List<PictureMeasures> lit =
                measured.stream().filter(picture -> picture.light() != null).toList();
        List<Light> lights = lit.stream().map(PictureMeasures::light).toList();
        int[] groups = Grouping.of(lights, Light.DIFFERENT, Light::distance);
        Map<PictureId, Integer> byPicture = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            byPicture.put(lit.get(i).picture(), groups[i]);
        }
        return byPicture;
    }

    private @Nullable Double identityDistance(PictureId picture, Set<PictureId> included) {
        FaceEmbedding own = embeddings.get(picture);
        if (own == null) {
            return null;
        }
        double[] distances = embeddings.entrySet().stream()
                .filter(other -> !other.getKey().equals(picture) && included.contains(other.getKey()))
                .mapToDouble(other -> own.distance(other.getValue()))
                .sorted()
                .toArray();
        if (distances.length < FEWEST_OTHERS) {
            return null;
        }
        int middle = distances.length / 2;
        return distances.length % 2 == 1 ? distances[middle] : (distances[middle] + distances[middle - 1]) / 2;
    }

    /**
     * Only among the pictures before it that are trained on: of two copies, the later one is in question, and none when
     * the other is left out.
     */
    private static @Nullable SimilarPicture nearest(
            PictureMeasures own, List<PictureMeasures> before, Set<PictureId> included, Map<PictureId, Picture> byId) {
        SimilarPicture nearest = null;
        int limit = PerceptualHash.ALMOST_THE_SAME;
        for (PictureMeasures other : before) {
            int distance = own.hash().distance(other.hash());
            Picture picture = byId.get(other.picture());
            if (distance <= limit && picture != null && included.contains(other.picture())) {
                limit = distance - 1;
                nearest = new SimilarPicture(
                        other.picture(),
                        picture.fileName(),
                        distance,
                        own.hash().isMirrorOf(other.hash()));
            }
        }
        return nearest;
    }
}
