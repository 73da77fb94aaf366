package io.understudy.datasets.quality;

import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.datasets.quality.vision.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines are drawn between a number and advice. The lines were looked at on real photos; people may disagree.
 */
final class PictureVerdicts {
    private static final double BLURRED = 25;
    private static final double SOFT = 50;
    /** Without a face, the sharpest part of the picture counts, and only a hopeless one is named. */
    private static final double BLURRED_EVERYWHERE = 12;

    private static final double ENLARGED = 0.35;
    private static final double DARK = 0.14;
    private static final double LOST = 0.30;
    private static final double LOST_IN_PICTURE = 0.75;
    /** A face this much smaller than the largest one is a passer-by. */
    private static final double PASSER_BY = 0.25;

    private PictureVerdicts() {}

    /** @param comparedWith what the identity distance is, to be read before the number */
    static List<Verdict> of(
            PictureMeasures own,
            @Nullable Double identityDistance,
            String comparedWith,
            @Nullable SimilarPicture nearest,
            Map<MeasureTopic, MeasureOverride> decided) {
        List<Verdict> verdicts = new ArrayList<>();
        sharpness(own.sharpness(), decided, verdicts);
        exposure(own, decided, verdicts);
        people(own, decided, verdicts);
        writing(own.writing(), decided, verdicts);
        if (identityDistance != null && identityDistance > FaceEmbedding.SAME_PERSON) {
            boolean other = identityDistance > FaceEmbedding.OTHER_PERSON;
            verdicts.add(verdict(
                    MeasureTopic.IDENTITY,
                    other ? "another person?" : "check the person",
                    text(
                            other
                                    ? "Looks like someone else: %s %.2f, %.2f is the limit."
                                    : "May be someone else: %s %.2f, sure up to %.2f.",
                            comparedWith,
                            identityDistance,
                            other ? FaceEmbedding.OTHER_PERSON : FaceEmbedding.SAME_PERSON),
                    decided));
        }
        if (nearest != null) {
            boolean same = nearest.distance() <= PerceptualHash.SAME_PICTURE;
            verdicts.add(verdict(
                    MeasureTopic.COPY,
                    same ? "copy" : "almost a copy",
                    (same ? "The same picture as " : "Almost the same as ")
                            + nearest.fileName()
                            + (nearest.mirrored() ? ", mirrored" : "")
                            + (nearest.crop()
                                    ? ": the same face at the same moment, most likely a crop."
                                    : ": " + nearest.distance() + " of 64 bits differ.")
                            + " It counts double in training and not for the guide.",
                    decided));
        }
        return verdicts;
    }

    private static void sharpness(
            Sharpness sharpness, Map<MeasureTopic, MeasureOverride> decided, List<Verdict> verdicts) {
        double value = sharpness.value();
        if (sharpness.ofFace() && value < SOFT) {
            boolean blurred = value < BLURRED;
            verdicts.add(verdict(
                    MeasureTopic.SHARPNESS,
                    blurred ? "face blurred" : "face soft",
                    text(
                            "The face has a sharpness of %.0f; photos usually have %.0f or more, blurred ones under %.0f.",
                            value, SOFT, BLURRED),
                    decided));
        } else if (!sharpness.ofFace() && value < BLURRED_EVERYWHERE) {
            verdicts.add(verdict(
                    MeasureTopic.SHARPNESS,
                    "blurred",
                    text("Even its sharpest part has only %.0f; %.0f is low.", value, BLURRED_EVERYWHERE),
                    decided));
        }
        Double detail = sharpness.ownDetail();
        if (detail != null && detail < ENLARGED && value >= BLURRED) {
            verdicts.add(verdict(
                    MeasureTopic.ENLARGED,
                    "enlarged or compressed?",
                    text(
                            "At full size the face holds %.2f of the detail of half its size: under %.2f it was often"
                                    + " enlarged from a smaller picture, or saved with heavy compression.",
                            detail, ENLARGED),
                    decided));
        }
    }

    private static void exposure(
            PictureMeasures own, Map<MeasureTopic, MeasureOverride> decided, List<Verdict> verdicts) {
        Exposure exposure = own.exposure();
        boolean ofFace = !own.faces().isEmpty();
        String what = ofFace ? "The face" : "The picture";
        double lost = ofFace ? LOST : LOST_IN_PICTURE;
        if (exposure.brightness() < DARK) {
            verdicts.add(verdict(
                    MeasureTopic.EXPOSURE,
                    "very dark",
                    text(
                            "%s has %.0f %% brightness; under %.0f %% little can be learnt.",
                            what, 100 * exposure.brightness(), 100 * DARK),
                    decided));
        } else if (exposure.lostInWhite() > lost) {
            verdicts.add(verdict(
                    MeasureTopic.EXPOSURE,
                    "burnt out",
                    text("%s is %.0f %% pure white, where nothing can be seen.", what, 100 * exposure.lostInWhite()),
                    decided));
        } else if (exposure.lostInBlack() > lost) {
            verdicts.add(verdict(
                    MeasureTopic.EXPOSURE,
                    "lost in black",
                    text("%s is %.0f %% pure black, where nothing can be seen.", what, 100 * exposure.lostInBlack()),
                    decided));
        }
    }

    private static void people(
            PictureMeasures own, Map<MeasureTopic, MeasureOverride> decided, List<Verdict> verdicts) {
        if (!own.facesRead()) {
            return;
        }
        if (own.faces().isEmpty() && own.shot() == null) {
            if (decided.containsKey(MeasureTopic.SHOT)) {
                // Someone said what is seen: that is what the advice asks for.
                return;
            }
            verdicts.add(verdict(
                    MeasureTopic.PEOPLE,
                    "nobody found",
                    "No face and no body was found. On drawings and from unusual angles that happens: say the shot type"
                            + " yourself.",
                    decided));
            return;
        }
        double largest = own.face().map(face -> face.box().area()).orElse(0.0);
        long people = own.faces().stream()
                .filter(face -> face.box().area() >= PASSER_BY * largest)
                .map(Face::box)
                .count();
        if (people > 1) {
            verdicts.add(verdict(
                    MeasureTopic.PEOPLE,
                    people + " people",
                    people + " faces of similar size: the LoRA would learn all of them under one trigger word. Crop, or"
                            + " leave it out.",
                    decided));
        }
    }

    private static void writing(
            @Nullable Writing writing, Map<MeasureTopic, MeasureOverride> decided, List<Verdict> verdicts) {
        if (writing != null && writing.lines() > 0) {
            verdicts.add(verdict(
                    MeasureTopic.WRITING,
                    "text or watermark",
                    text(
                            "Letters cover about %.1f %% of the picture: the LoRA may draw them everywhere. Crop them away,"
                                    + " or leave the picture out.",
                            100 * writing.share()),
                    decided));
        }
    }

    private static Verdict verdict(
            MeasureTopic topic, String brief, String words, Map<MeasureTopic, MeasureOverride> decided) {
        return new Verdict(topic, brief, words, decided.get(topic));
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
