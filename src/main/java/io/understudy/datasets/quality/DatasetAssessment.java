package io.understudy.datasets.quality;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.Grouping;
import io.understudy.datasets.quality.vision.Light;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each measured picture among the others of its dataset.
 *
 * @param counts whether a picture is one of those that are trained on
 * @param unmeasurable why pictures could not be measured
 * @param reference the picture whose face a person chose to compare with, or null
 * @param gone pictures that belonged to the dataset and of which nothing is left to judge
 */
record DatasetAssessment(
        List<Picture> pictures,
        Predicate<Picture> counts,
        int gone,
        List<PictureMeasures> readings,
        Map<PictureId, String> unmeasurable,
        Map<PictureId, FaceEmbedding> embeddings,
        Map<PictureId, Map<MeasureTopic, MeasureOverride>> overrules,
        @Nullable PictureId reference) {
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
        Map<PictureId, Integer> lights = lightGroups(measured.stream()
                .filter(own -> included.contains(own.picture()))
                .toList());
        Map<PictureId, Double> withCopies = identityDistances(measured, included);
        NearCopies copies = new NearCopies(measured.stream()
                .filter(own -> included.contains(own.picture()))
                .map(own -> new NearCopies.Candidate(
                        Objects.requireNonNull(byId.get(own.picture())),
                        own,
                        embeddings.get(own.picture()),
                        isStranger(own.picture(), withCopies)))
                .toList());
        // Several copies of one photo count once in the median.
        Set<PictureId> originals =
                included.stream().filter(id -> copies.of(id) == null).collect(Collectors.toSet());
        Map<PictureId, Double> distances =
                originals.equals(included) ? withCopies : identityDistances(measured, originals);
        Map<PictureId, MeasuredPicture> judged = new LinkedHashMap<>();
        for (PictureMeasures own : measured) {
            PictureId id = own.picture();
            Map<MeasureTopic, MeasureOverride> decided = decided(id);
            SimilarPicture copyOf = copies.of(id);
            judged.put(
                    id,
                    new MeasuredPicture(
                            own,
                            distances.get(id),
                            lights.get(id),
                            copyOf,
                            decided.get(MeasureTopic.SHOT),
                            PictureVerdicts.of(own, distances.get(id), comparedWith(byId), copyOf, decided),
                            role(id, included, distances, copyOf)));
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
                        with(GuideCount.Role.COUNTS, judgedIncluded), included.size() - judgedIncluded.size() + gone),
                standing(copies.groups(), judged),
                reference);
    }

    /** Without the copies of which a person said that they are none. */
    private static List<CopyGroup> standing(List<CopyGroup> groups, Map<PictureId, MeasuredPicture> judged) {
        return groups.stream()
                .map(group -> new CopyGroup(
                        group.best(),
                        group.others().stream()
                                .filter(other -> Objects.requireNonNull(judged.get(other)).standing().stream()
                                        .anyMatch(verdict -> verdict.topic() == MeasureTopic.COPY))
                                .toList()))
                .filter(group -> !group.others().isEmpty())
                .toList();
    }

    private static List<MeasuredPicture> with(GuideCount.Role role, List<MeasuredPicture> pictures) {
        return pictures.stream().filter(picture -> picture.role() == role).toList();
    }

    private Map<MeasureTopic, MeasureOverride> decided(PictureId picture) {
        return overrules.getOrDefault(picture, Map.of());
    }

    /** What a picture is for the guide. Of copies the best one counts. */
    private GuideCount.Role role(
            PictureId picture,
            Set<PictureId> included,
            Map<PictureId, Double> distances,
            @Nullable SimilarPicture copyOf) {
        if (!included.contains(picture)) {
            return GuideCount.Role.LEFT_OUT;
        }
        if (isStranger(picture, distances)) {
            return GuideCount.Role.OTHER_PERSON;
        }
        return copyOf != null && !decided(picture).containsKey(MeasureTopic.COPY)
                ? GuideCount.Role.COPY
                : GuideCount.Role.COUNTS;
    }

    private boolean isStranger(PictureId picture, Map<PictureId, Double> distances) {
        return distances.getOrDefault(picture, 0.0) > FaceEmbedding.OTHER_PERSON
                && !decided(picture).containsKey(MeasureTopic.IDENTITY);
    }

    private String comparedWith(Map<PictureId, Picture> byId) {
        Picture chosen = reference == null || !embeddings.containsKey(reference) ? null : byId.get(reference);
        return chosen == null
                ? "median distance to the other faces"
                : "distance to the reference face on " + chosen.fileName();
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

    /** @param others those that a picture is compared with */
    private Map<PictureId, Double> identityDistances(List<PictureMeasures> measured, Set<PictureId> others) {
        Map<PictureId, Double> distances = new HashMap<>();
        measured.forEach(own -> {
            Double distance = identityDistance(own.picture(), others);
            if (distance != null) {
                distances.put(own.picture(), distance);
            }
        });
        return distances;
    }

    private @Nullable Double identityDistance(PictureId picture, Set<PictureId> others) {
        FaceEmbedding own = embeddings.get(picture);
        if (own == null) {
            return null;
        }
        FaceEmbedding chosen = reference == null ? null : embeddings.get(reference);
        if (chosen != null) {
            return own.distance(chosen);
        }
        double[] distances = embeddings.entrySet().stream()
                .filter(other -> !other.getKey().equals(picture) && others.contains(other.getKey()))
                .mapToDouble(other -> own.distance(other.getValue()))
                .sorted()
                .toArray();
        if (distances.length < FEWEST_OTHERS) {
            return null;
        }
        int middle = distances.length / 2;
        return distances.length % 2 == 1 ? distances[middle] : (distances[middle] + distances[middle - 1]) / 2;
    }
}
