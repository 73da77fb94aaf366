package io.understudy.doctor;

import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.prompting.guide.Preset;
import io.understudy.versions.sheets.measures.SheetMeasures.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

final class OverfittingRule {
    private static final String EVIDENCE = "The nearest training picture";

    private OverfittingRule() {}

    static Diagnosis diagnose(CaseFacts facts) {
        DatasetCauses set = new DatasetCauses(facts.dataset());
        TrainingCauses training = new TrainingCauses(facts.training());
        Finding evidence = evidence(facts.generated());
        Finding steps = training.tooManySteps();
        Finding rate = training.tooHighRate();
        Finding passes = training.tooManyPasses();
        Finding rank = training.tooHighRank();
        Finding copies = set.copies();
        Finding pictures = set.pictures();

        List<Remedy> remedies = new ArrayList<>();
        if (copies.isSeen()) {
            remedies.add(
                    DatasetCauses.lookAtAdvice("Review the pictures with advice, and leave out what is there twice."));
        }
        if (pictures.isSeen() || passes.isSeen()) {
            remedies.add(new Remedy.ChangePictures(
                    "Add pictures, the more varied the better: with few, each is seen more often.", PictureFilter.ALL));
        }
        if (evidence.isSeen() || Stream.of(steps, rate, passes, rank).anyMatch(Finding::isSeen)) {
            remedies.addFirst(lighter(facts.training()));
        }
        return new Diagnosis(
                KnownIssue.OVERFITTING, evidence, List.of(steps, rate, passes, rank, copies, pictures), remedies);
    }

    private static Remedy lighter(TrainingFacts training) {
        int steps = Math.min(training.band().reduced(), training.steps());
        double rate = Math.min(Preset.AGAINST_OVERFITTING.learningRate(), training.learningRate());
        String of = training.band().source().equals("the guide") ? "" : " For this backend that is";
        return new Remedy.TrainOtherwise(
                "%s.%s %d steps at %s, instead of %d at %s."
                        .formatted(
                                KnownIssue.OVERFITTING.fix(),
                                of.isEmpty() ? " That is" : of,
                                steps,
                                TrainingCauses.rate(rate),
                                training.steps(),
                                TrainingCauses.rate(training.learningRate())),
                steps,
                rate);
    }

    private static Finding evidence(GeneratedFacts drawn) {
        if (drawn.read().isEmpty()) {
            return drawn.missing(EVIDENCE, "No pictures were generated yet.");
        }
        return drawn.read().stream()
                .flatMap(measures -> measures.nearest().stream())
                .findFirst()
                .map(nearest -> evidence(drawn, nearest))
                .orElseGet(
                        () -> Finding.notMeasured(EVIDENCE, drawn.source() + ": there was nothing to compare with."));
    }

    private static Finding evidence(GeneratedFacts drawn, Nearest nearest) {
        Double face = nearest.faceDistance();
        String faces = face == null
                ? " Their faces could not be compared."
                : String.format(
                        Locale.ROOT,
                        " Their faces are %.2f apart; up to %.2f is the same person, which is wanted.",
                        face,
                        FaceEmbedding.SAME_PERSON);
        String words =
                "%s: the closest is %s, %d of 64 bits apart; up to %d is the same picture, up to %d most likely a copy.%s"
                        .formatted(
                                drawn.source(),
                                nearest.trainingFile(),
                                nearest.bits(),
                                PerceptualHash.SAME_PICTURE,
                                PerceptualHash.ALMOST_THE_SAME,
                                faces);
        return nearest.bits() <= PerceptualHash.ALMOST_THE_SAME
                ? Finding.seen(EVIDENCE, words)
                : Finding.ruledOut(EVIDENCE, words);
    }
}
