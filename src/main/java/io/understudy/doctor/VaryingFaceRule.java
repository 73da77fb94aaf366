package io.understudy.doctor;

import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

final class VaryingFaceRule {
    private static final String EVIDENCE = "Faces in generated pictures";
    /** From here on the faces of a sheet count as one person's. */
    private static final double ALMOST_ALL = 0.9;

    private VaryingFaceRule() {}

    static Diagnosis diagnose(CaseFacts facts) {
        DatasetCauses set = new DatasetCauses(facts.dataset());
        TrainingCauses training = new TrainingCauses(facts.training());
        Finding closeUps = set.enough(CompositionTarget.FACE_CLOSE_UPS);
        Finding angles = set.enough(CompositionTarget.ANGLES);
        Finding onePerson = set.onePerson();
        Finding sharp = set.sharpFaces();
        Finding enough = training.enough();

        List<Remedy> remedies = new ArrayList<>();
        remedies.addAll(set.complete(
                CompositionTarget.FACE_CLOSE_UPS, "the face fills the frame, from the front and from both sides"));
        remedies.addAll(set.complete(
                CompositionTarget.ANGLES, "the head turned, three-quarter left and right, profile, from above"));
        remedies.addAll(set.replaceNotCounted());
        if (onePerson.isSeen() || sharp.isSeen()) {
            remedies.add(
                    DatasetCauses.lookAtAdvice("Review the pictures with advice, and leave out what is another person's"
                            + " face or a blurred one."));
        }
        if (enough.isSeen()) {
            remedies.add(training.trainMore());
        } else if (!remedies.isEmpty() || closeUps.isSeen() || angles.isSeen()) {
            remedies.add(new Remedy.TrainAgain("Then train again, on the pictures as they are by then."));
        }
        return new Diagnosis(
                KnownIssue.FACE_VARIES,
                evidence(facts.generated()),
                List.of(closeUps, angles, set.pictures(), onePerson, sharp, enough),
                remedies.stream().distinct().toList());
    }

    private static Finding evidence(GeneratedFacts drawn) {
        return drawn.read()
                .map(measures -> evidence(drawn, measures))
                .orElseGet(() -> drawn.missing(EVIDENCE, "No pictures were generated yet."));
    }

    private static Finding evidence(GeneratedFacts drawn, SheetMeasures measures) {
        Faces faces = measures.faces();
        if (faces == null) {
            return Finding.notMeasured(
                    EVIDENCE,
                    "%s: %s found at standard strength, and it takes %d to compare them. A test sheet with more"
                                    .formatted(
                                            drawn.source(),
                                            Formats.plural(measures.faceCount(), "face was", "faces were"),
                                            Faces.LEAST)
                            + " prompts and seeds helps; on drawn pictures the network misses many faces.");
        }
        String words = String.format(
                Locale.ROOT,
                "%s: %d faces, median distance %.2f, worst %.2f, %.0f %% within %.2f, the distance of one person.",
                drawn.source(),
                faces.count(),
                faces.median(),
                faces.worst(),
                100 * faces.within(),
                FaceEmbedding.SAME_PERSON);
        return faces.within() >= ALMOST_ALL ? Finding.ruledOut(EVIDENCE, words) : Finding.seen(EVIDENCE, words);
    }
}
