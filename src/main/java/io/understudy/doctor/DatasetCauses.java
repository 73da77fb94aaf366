package io.understudy.doctor;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.BodyShape;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.doctor.Finding.Outcome;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.List;
import java.util.Locale;

record DatasetCauses(DatasetFacts dataset) {
    private static final String MISFITS = "Another person in the dataset";
    /** Of five faces one blurred: the LoRA learns that faces are soft. */
    private static final int BLURRED_AMONG = 5;
    /** Two bodies may differ by their pose alone. */
    private static final int FEWEST_BODIES = 3;

    Finding enough(CompositionTarget target) {
        int have = dataset.have(target);
        int unknown = dataset.unknown(target);
        String asked = target.least() + "–" + target.most();
        String what = target.label().toLowerCase(Locale.ROOT);
        if (have >= target.least()) {
            return Finding.ruledOut(
                    tooFew(target), "%d in the snapshot; the guide asks for %s.".formatted(have, asked));
        }
        if (have + unknown >= target.least()) {
            String why = dataset.whyNoFaces() == null
                    ? "%s could not be determined: not measured, or no person was found on them."
                            .formatted(pictures(unknown))
                    : "Faces are not measured here. " + dataset.whyNoFaces();
            return Finding.notMeasured(tooFew(target), "%d of %s %s are known. %s".formatted(have, asked, what, why));
        }
        String today = dataset.now(target) >= target.least()
                ? " The dataset has %d now.".formatted(dataset.now(target))
                : dataset.now(target) == have ? "" : " The dataset has %d today.".formatted(dataset.now(target));
        return Finding.seen(
                tooFew(target),
                "%d in the snapshot; the guide asks for %s, for %s.%s"
                        .formatted(have, asked, target.purpose().toLowerCase(Locale.ROOT), today));
    }

    /** What to add of a kind; none when there are enough, or enough by now. */
    List<Remedy> complete(CompositionTarget target, String how) {
        Finding finding = enough(target);
        if (finding.outcome() == Outcome.NOT_MEASURED) {
            return List.of(new Remedy.ChangePictures(
                    "Say the shot type of the pictures on which it is not known: then the table can be trusted.",
                    PictureFilter.SHOT_UNKNOWN));
        }
        int missing = target.missing(dataset.now(target));
        return finding.isSeen() && missing > 0
                ? List.of(
                        new Remedy.ChangePictures("Add %d more: %s.".formatted(missing, how), PictureFilter.of(target)))
                : List.of();
    }

    Finding pictures() {
        GuideCount count = dataset.count();
        String words = DatasetTargets.onCount(count.counted()).words()
                + (count.notCounted() == 0 ? "" : " The snapshot has " + count.words() + ".");
        return count.counted() < DatasetTargets.MINIMUM_PICTURES
                ? Finding.seen("Too few pictures", words)
                : Finding.ruledOut("Too few pictures", words);
    }

    Finding onePerson() {
        if (dataset.comparedFaces() == 0) {
            return Finding.notMeasured(
                    MISFITS,
                    dataset.whyNoFaces() == null
                            ? "No faces could be compared: too few were found, or comparing them is turned off in Settings."
                            : "Faces are not measured here. " + dataset.whyNoFaces());
        }
        String doubt = dataset.doubtful() == 0
                ? ""
                : " %s should be reviewed, between %.2f and %.2f."
                        .formatted(
                                dataset.doubtful() == 1 ? "One" : dataset.doubtful(),
                                FaceEmbedding.SAME_PERSON,
                                FaceEmbedding.OTHER_PERSON);
        return dataset.strangers() == 0
                ? Finding.ruledOut(
                        MISFITS,
                        "None of %d compared faces looks like someone else.%s"
                                .formatted(dataset.comparedFaces(), doubt))
                : Finding.seen(
                        MISFITS,
                        String.format(
                                Locale.ROOT,
                                "%d of %d compared faces look like someone else: median distance to the others"
                                        + " above %.2f.%s",
                                dataset.strangers(),
                                dataset.comparedFaces(),
                                FaceEmbedding.OTHER_PERSON,
                                doubt));
    }

    Finding sharpFaces() {
        String cause = "Blurred faces";
        if (dataset.facesMeasured() == 0) {
            return Finding.notMeasured(cause, "No face was found on the pictures.");
        }
        String words = "%d of %d faces are blurred or soft.".formatted(dataset.blurred(), dataset.facesMeasured());
        return dataset.blurred() * BLURRED_AMONG >= dataset.facesMeasured()
                ? Finding.seen(cause, words)
                : Finding.ruledOut(cause, words);
    }

    Finding nobodyElse() {
        String cause = "Several people in one picture";
        if (dataset.facesMeasured() == 0) {
            return Finding.notMeasured(cause, "No face was found on the pictures.");
        }
        return dataset.groups() == 0
                ? Finding.ruledOut(cause, "No picture shows a second face of similar size.")
                : Finding.seen(
                        cause,
                        "%s a second face of similar size: the LoRA learns all of them under one trigger word."
                                .formatted(
                                        dataset.groups() == 1
                                                ? "One picture shows"
                                                : dataset.groups() + " pictures show"));
    }

    Finding oneBody() {
        String cause = "Different body types";
        List<Double> lengths = dataset.bodies().faceLengths();
        List<Double> shoulders = dataset.bodies().shouldersToHips();
        boolean byLength = lengths.size() >= FEWEST_BODIES;
        List<Double> measured = byLength ? lengths : shoulders;
        if (measured.size() < FEWEST_BODIES) {
            return Finding.notMeasured(
                    cause,
                    dataset.whyNoFaces() == null
                            ? "%d pictures show someone standing from head to ankles, and %d a body that faces"
                                            .formatted(lengths.size(), shoulders.size())
                                    + " the camera; it takes " + FEWEST_BODIES + " to compare them."
                            : "Bodies are not measured here. " + dataset.whyNoFaces());
        }
        double spread = measured.getLast() / measured.getFirst();
        String words = String.format(
                Locale.ROOT,
                "%s, from %.1f to %.1f over %d pictures: %.0f %% apart. Camera and posture alone make up to about %.0f %%.",
                byLength ? "Face lengths down to the ankles" : "Shoulders by hips",
                measured.getFirst(),
                measured.getLast(),
                measured.size(),
                100 * (spread - 1),
                100 * (BodyShape.USUAL_SPREAD - 1));
        return spread > BodyShape.USUAL_SPREAD ? Finding.seen(cause, words) : Finding.ruledOut(cause, words);
    }

    Finding copies() {
        String cause = "Copies in the dataset";
        if (dataset.measured() == 0) {
            return Finding.notMeasured(cause, "The pictures of the snapshot are not measured.");
        }
        return dataset.copies() == 0
                ? Finding.ruledOut(
                        cause, "None of %d measured pictures is a copy of another.".formatted(dataset.measured()))
                : Finding.seen(
                        cause,
                        "%s, or almost: what is there twice is learned twice as often."
                                .formatted(
                                        dataset.copies() == 1
                                                ? "One picture is a copy of another"
                                                : dataset.copies() + " pictures are copies of others"));
    }

    static Remedy lookAtAdvice(String words) {
        return new Remedy.ChangePictures(words, PictureFilter.ADVICE);
    }

    List<Remedy> replaceNotCounted() {
        return dataset.count().notCounted() > 0 && pictures().isSeen()
                ? List.of(new Remedy.ChangePictures(
                        "Replace copies and pictures of other people: they do not count.", PictureFilter.NOT_COUNTED))
                : List.of();
    }

    private static String tooFew(CompositionTarget target) {
        return switch (target) {
            case FACE_CLOSE_UPS -> "Too few face close-ups";
            case UPPER_BODY -> "Too few upper-body pictures";
            case FULL_BODY -> "Too few full-body pictures";
            case ANGLES -> "Too few angles";
            case LIGHTING -> "Too few kinds of light";
        };
    }

    private static String pictures(int count) {
        return count == 1 ? "One more picture" : count + " more pictures";
    }
}
