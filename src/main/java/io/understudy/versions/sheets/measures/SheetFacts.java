package io.understudy.versions.sheets.measures;

import io.understudy.lora.Strength;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import io.understudy.versions.sheets.measures.SheetMeasures.Followed;
import io.understudy.versions.sheets.measures.SheetMeasures.Nearest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

final class SheetFacts {
    /** The strengths at which the guide's checklist wants a LoRA to work. */
    private static final Strength LOWEST_IN_USE = new Strength(0.7);

    private static final Strength HIGHEST_IN_USE = new Strength(1.1);

    private static final String NO_TRAINING_PICTURES =
            "the version was trained elsewhere, so its training pictures are not here";

    private SheetFacts() {}

    static Map<MeasureKind, MeasuredValue> of(SheetMeasures measures, int sheet) {
        Map<MeasureKind, MeasuredValue> facts = new EnumMap<>(MeasureKind.class);
        putFaces(facts, measures, sheet);
        facts.put(
                MeasureKind.NEAREST_TRAINING,
                measures.nearest().stream()
                        .min(Comparator.comparingInt(Nearest::bits))
                        .map(near -> MeasuredValue.of(
                                near.bits(), "next to %s, test sheet %d".formatted(near.trainingFile(), sheet)))
                        .orElse(MeasuredValue.not(
                                measures.trainingPictures() == 0
                                        ? NO_TRAINING_PICTURES
                                        : "test sheet %d has no picture to compare".formatted(sheet))));
        facts.put(
                MeasureKind.PROMPT_VARIETY,
                lowestVariety(
                        measures.strengths().stream()
                                .filter(at -> StrengthBand.of(at.strength()) == StrengthBand.BALANCED)
                                .toList(),
                        sheet));
        facts.put(MeasureKind.PROMPT_FRAMING, framing(measures, sheet));
        facts.put(MeasureKind.PROMPT_FOLLOWED, followed(measures, sheet));
        facts.put(
                MeasureKind.STRENGTH_VARIETY,
                lowestVariety(
                        measures.strengths().stream()
                                .filter(at -> !at.strength().isBelow(LOWEST_IN_USE)
                                        && !at.strength().isAbove(HIGHEST_IN_USE))
                                .toList(),
                        sheet));
        return facts;
    }

    private static void putFaces(Map<MeasureKind, MeasuredValue> facts, SheetMeasures measures, int sheet) {
        Faces faces = measures.faces();
        if (faces == null) {
            MeasuredValue not = MeasuredValue.not("%s found at standard strength on test sheet %d, and it takes %d"
                    .formatted(Formats.plural(measures.faceCount(), "face was", "faces were"), sheet, Faces.LEAST));
            facts.put(MeasureKind.FACES_WITHIN, not);
            facts.put(MeasureKind.FACE_MEDIAN, not);
            facts.put(MeasureKind.FACE_WORST, not);
        } else {
            String basis = "%d faces at standard strength, test sheet %d".formatted(faces.count(), sheet);
            facts.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(faces.within(), basis));
            facts.put(MeasureKind.FACE_MEDIAN, MeasuredValue.of(faces.median(), basis));
            facts.put(MeasureKind.FACE_WORST, MeasuredValue.of(faces.worst(), basis));
        }
        facts.put(
                MeasureKind.FACE_TO_TRAINING,
                measures.strengths().stream()
                        .filter(at -> StrengthBand.of(at.strength()) == StrengthBand.BALANCED)
                        .filter(at -> at.faceDistance() != null)
                        .max(Comparator.comparingDouble(at -> Objects.requireNonNull(at.faceDistance())))
                        .map(at -> MeasuredValue.of(
                                Objects.requireNonNull(at.faceDistance()),
                                "median at strength %s, test sheet %d"
                                        .formatted(at.strength().label(), sheet)))
                        .orElse(MeasuredValue.not(
                                measures.trainingPictures() == 0
                                        ? NO_TRAINING_PICTURES
                                        : "no faces were found both on test sheet %d and in the training set"
                                                .formatted(sheet))));
    }

    private static MeasuredValue framing(SheetMeasures measures, int sheet) {
        return leastFollowed(measures, at -> Optional.ofNullable(at.followed().get(PromptWish.FRAMING)))
                .map(at -> MeasuredValue.of(
                        Objects.requireNonNull(at.followed().get(PromptWish.FRAMING))
                                .share(),
                        "at strength %s, test sheet %d".formatted(at.strength().label(), sheet)))
                .orElse(MeasuredValue.not(
                        "no prompt of test sheet %d names a framing, or nobody is recognised on its pictures"
                                .formatted(sheet)));
    }

    private static MeasuredValue followed(SheetMeasures measures, int sheet) {
        return leastFollowed(measures, AtStrength::allFollowed)
                .map(at -> MeasuredValue.of(
                        at.allFollowed().orElseThrow().share(),
                        "%s, at strength %s, test sheet %d"
                                .formatted(
                                        Arrays.stream(PromptWish.values())
                                                .filter(at.followed()::containsKey)
                                                .map(wish -> wish.inSentence() + " "
                                                        + Objects.requireNonNull(at.followed()
                                                                        .get(wish))
                                                                .inWords())
                                                .collect(Collectors.joining(", ")),
                                        at.strength().label(),
                                        sheet)))
                .orElse(MeasuredValue.not(
                        "no prompt of test sheet %d asks for anything that is measured, or nobody is recognised on its pictures"
                                .formatted(sheet)));
    }

    private static Optional<AtStrength> leastFollowed(
            SheetMeasures measures, Function<AtStrength, Optional<Followed>> followed) {
        return measures.strengths().stream()
                .filter(at -> StrengthBand.of(at.strength()) == StrengthBand.BALANCED)
                .filter(at -> followed.apply(at).isPresent())
                .min(Comparator.comparingDouble(
                        at -> followed.apply(at).orElseThrow().share()));
    }

    private static MeasuredValue lowestVariety(List<AtStrength> strengths, int sheet) {
        return strengths.stream()
                .filter(at -> at.variety() != null)
                .min(Comparator.comparingDouble(at -> Objects.requireNonNull(at.variety())))
                .map(at -> MeasuredValue.of(
                        Objects.requireNonNull(at.variety()),
                        "at %s, of what prompts differ without the LoRA, test sheet %d"
                                .formatted(at.strength().label(), sheet)))
                .orElse(MeasuredValue.not(
                        "test sheet %d lacks two prompts at these strengths, or the pictures without the LoRA"
                                .formatted(sheet)));
    }
}
