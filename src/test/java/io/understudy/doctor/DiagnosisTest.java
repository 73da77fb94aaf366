package io.understudy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.quality.PictureFilter;
import io.understudy.doctor.Finding.Outcome;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
    private final CaseFixture made = new CaseFixture();

    private Diagnosis diagnose(KnownIssue issue) {
        return Diagnosis.of(issue, made.facts());
    }

    private Finding finding(KnownIssue issue, String cause) {
        return diagnose(issue).findings().stream()
                .filter(finding -> finding.cause().equals(cause))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void whereEverythingIsAsTheGuideWantsItNoCauseIsSeen(KnownIssue issue) {
        Diagnosis diagnosis = diagnose(issue);

        assertThat(diagnosis.findings()).isNotEmpty().noneMatch(Finding::isSeen);
        assertThat(diagnosis.remedies())
                .as("what to do needs a reason")
                .noneMatch(remedy -> remedy instanceof Remedy.TrainAgain || remedy instanceof Remedy.TrainOtherwise);
    }

    @Test
    void tooFewCloseUpsAreSeenAndWhatIsStillMissingIsAskedFor() {
        made.pictures(CompositionTarget.FACE_CLOSE_UPS, 3, 5);

        Diagnosis diagnosis = diagnose(KnownIssue.FACE_VARIES);

        assertThat(diagnosis.findings().getFirst())
                .isEqualTo(new Finding(
                        "Too few face close-ups",
                        Outcome.SEEN,
                        "3 in the snapshot; the guide asks for 8–10, for facial features. The dataset has 5 today."));
        assertThat(diagnosis.remedies().getFirst()).isInstanceOfSatisfying(Remedy.ChangePictures.class, add -> {
            assertThat(add.words()).startsWith("Add 3 more: the face fills the frame");
            assertThat(add.filter()).isEqualTo(PictureFilter.CLOSE_UPS);
        });
        assertThat(diagnosis.remedies().getLast()).isInstanceOf(Remedy.TrainAgain.class);
    }

    @Test
    void whatWasAddedSinceIsNotAskedForAgain() {
        made.pictures(CompositionTarget.FACE_CLOSE_UPS, 3, 9);

        Diagnosis diagnosis = diagnose(KnownIssue.FACE_VARIES);

        assertThat(diagnosis.findings().getFirst().words()).endsWith("The dataset has 9 now.");
        assertThat(diagnosis.remedies()).singleElement().isInstanceOf(Remedy.TrainAgain.class);
    }

    @Test
    void picturesOnWhichTheShotTypeIsNotKnownAreNoCause() {
        made.pictures(CompositionTarget.FULL_BODY, 1, 1).unknown.put(CompositionTarget.FULL_BODY, 6);

        Finding fullBody = finding(KnownIssue.BODY_WRONG, "Too few full-body pictures");

        assertThat(fullBody.outcome()).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(fullBody.words())
                .startsWith("1 of 5–8 full body are known. 6 more pictures could not be determined");
        assertThat(diagnose(KnownIssue.BODY_WRONG).remedies())
                .anySatisfy(remedy -> assertThat(remedy)
                        .isInstanceOfSatisfying(
                                Remedy.ChangePictures.class,
                                say -> assertThat(say.filter()).isEqualTo(PictureFilter.SHOT_UNKNOWN)));
    }

    @Test
    void strangersAndBlurredFacesMakeTheFaceVary() {
        made.strangers = 2;
        made.blurred = 4;

        assertThat(finding(KnownIssue.FACE_VARIES, "Another person in the dataset")
                        .words())
                .startsWith("2 of 20 compared faces look like someone else: median distance to the others above 0.62.");
        assertThat(finding(KnownIssue.FACE_VARIES, "Blurred faces").isSeen()).isTrue();

        made.blurred = 3;
        assertThat(finding(KnownIssue.FACE_VARIES, "Blurred faces").outcome()).isEqualTo(Outcome.RULED_OUT);
    }

    @Test
    void theFacesOfASheetShowWhetherTheFaceVaries() {
        made.drew(new Faces(12, 0.41, 0.5, 1), 10.0);
        assertThat(diagnose(KnownIssue.FACE_VARIES).evidence().outcome()).isEqualTo(Outcome.RULED_OUT);

        made.drew(new Faces(12, 0.5, 0.8, 0.75), 10.0);
        assertThat(diagnose(KnownIssue.FACE_VARIES).evidence())
                .isEqualTo(new Finding(
                        "Faces in generated pictures",
                        Outcome.SEEN,
                        "Test sheet 2: 12 faces, median distance 0.50, worst 0.80, 75 % within 0.55, the distance of one"
                                + " person."));

        made.drew(null, 10.0);
        assertThat(diagnose(KnownIssue.FACE_VARIES).evidence().outcome()).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(diagnose(KnownIssue.FACE_VARIES).evidence().words())
                .startsWith("Test sheet 2: 3 faces were found at standard strength");
    }

    @Test
    void tooLittleTrainingIsMadeUpForWithTheUsualNumbers() {
        made.steps = 500;

        Diagnosis diagnosis = diagnose(KnownIssue.FACE_VARIES);

        assertThat(diagnosis.findings().getFirst().words())
                .isEqualTo("500 steps; the guide uses 800–1200: fewer are more flexible, but less accurate.");
        assertThat(diagnosis.remedies())
                .containsExactly(
                        new Remedy.TrainOtherwise("Train with 1000 steps at 1e-4, as the guide proposes.", 1000, 1e-4));
    }

    @Test
    void severalPeopleInOnePictureMixTheirBodies() {
        made.groups = 1;

        assertThat(finding(KnownIssue.BODY_WRONG, "Several people in one picture")
                        .words())
                .startsWith("One picture shows a second face");
    }

    @Test
    void bodiesOfDifferentProportionsAreComparedOnceThereAreThree() {
        made.bodies = new DatasetFacts.Bodies(List.of(6.1, 8.2, 9.0), List.of());
        assertThat(diagnose(KnownIssue.BODY_WRONG).findings().getFirst())
                .isEqualTo(new Finding(
                        "Different body types",
                        Outcome.SEEN,
                        "Face lengths down to the ankles, from 6.1 to 9.0 over 3 pictures: 48 % apart. Camera and posture alone"
                                + " make up to about 30 %."));
        assertThat(diagnose(KnownIssue.BODY_WRONG).remedies().getFirst())
                .isInstanceOfSatisfying(
                        Remedy.ChangePictures.class,
                        compare -> assertThat(compare.filter()).isEqualTo(PictureFilter.FULL_BODY));

        made.bodies = new DatasetFacts.Bodies(List.of(6.1, 9.0), List.of(1.5, 1.6, 1.7));
        assertThat(finding(KnownIssue.BODY_WRONG, "Different body types").words())
                .startsWith("Shoulders by hips, from 1.5");

        made.bodies = new DatasetFacts.Bodies(List.of(6.1, 9.0), List.of(1.5));
        assertThat(finding(KnownIssue.BODY_WRONG, "Different body types").outcome())
                .isEqualTo(Outcome.NOT_MEASURED);
    }

    @Test
    void captionsWithoutTheTriggerWordAreCountedAndRepaired() {
        made.missing = 7;
        made.elsewhere = 2;

        Diagnosis diagnosis = diagnose(KnownIssue.DOES_NOT_ACTIVATE);

        assertThat(diagnosis.findings().getFirst().words())
                .isEqualTo("Of 30 captions, 7 lack “ohwx woman”, 2 have it, but not first.");
        assertThat(diagnosis.remedies())
                .extracting(Object::getClass)
                .<Class<?>>extracting(type -> type)
                .containsExactly(Remedy.UsePrompt.class, Remedy.RepairCaptions.class, Remedy.TrainAgain.class);
    }

    @Test
    void aPromptWithoutTheTriggerWordIsQuoted() {
        made.sheets = new TriggerFacts.Prompts(4, 3, 0, "a woman on a beach");

        Finding sheets = finding(KnownIssue.DOES_NOT_ACTIVATE, "Test sheets without the trigger word");

        assertThat(sheets.words()).isEqualTo("3 of 4 lack “ohwx woman”, such as “a woman on a beach”.");
        assertThat(sheets.isSeen()).isTrue();
        assertThat(diagnose(KnownIssue.DOES_NOT_ACTIVATE).remedies().getFirst())
                .isInstanceOfSatisfying(
                        Remedy.UsePrompt.class, use -> assertThat(use.prompt()).startsWith("ohwx woman, "));
    }

    @Test
    void promptsThatHaveTheTriggerWordElsewhereAreSeenAmongSomeThatLackItOnPurpose() {
        made.sheets = new TriggerFacts.Prompts(6, 2, 1, "portrait of ohwx woman");

        Finding sheets = finding(KnownIssue.DOES_NOT_ACTIVATE, "Test sheets without the trigger word");

        assertThat(sheets.words())
                .isEqualTo("1 of 6 do not begin with “ohwx woman”, such as “portrait of ohwx woman”.");
        assertThat(sheets.isSeen()).isTrue();
    }

    @Test
    void onePromptWithoutTheTriggerWordAmongOthersShowsTheModelAlone() {
        made.samples = new TriggerFacts.Prompts(4, 1, 0, "woman, upper body");

        assertThat(finding(KnownIssue.DOES_NOT_ACTIVATE, "Samples without the trigger word"))
                .isEqualTo(new Finding(
                        "Samples without the trigger word",
                        Outcome.RULED_OUT,
                        "1 of 4 lack “ohwx woman”, such as “woman, upper body”. The others have it."));
    }

    @Test
    void aTriggerWordThatChangedCallsNobody() {
        made.charactersTrigger = "sks woman";
        assertThat(finding(KnownIssue.DOES_NOT_ACTIVATE, "Another trigger word today")
                        .isSeen())
                .isTrue();

        made.frozenTrigger = "zkvq woman";
        assertThat(finding(KnownIssue.DOES_NOT_ACTIVATE, "Captions without the trigger word")
                        .words())
                .isEqualTo("The captions were frozen with “zkvq woman”, and the run was asked to train “ohwx woman”.");
    }

    @Test
    void aFileThatChangesNothingIsNamed() {
        made.file = new FileFacts(null, "FLUX.1 dev", null, List.of("All its weights are zero: it changes nothing."));

        assertThat(diagnose(KnownIssue.DOES_NOT_ACTIVATE).findings().getFirst().words())
                .isEqualTo("All its weights are zero: it changes nothing.");
    }

    @Test
    void picturesThatLookTheSameWithoutTheLoraShowThatItDoesNothing() {
        made.drew(null, 1.2);
        Finding evidence = diagnose(KnownIssue.DOES_NOT_ACTIVATE).evidence();
        assertThat(evidence.isSeen()).isTrue();
        assertThat(evidence.words())
                .as("the column of standard strength counts")
                .contains("at strength 0.9", "by 1.2 in colour");

        made.drew(null, 14.0);
        assertThat(diagnose(KnownIssue.DOES_NOT_ACTIVATE).evidence().outcome()).isEqualTo(Outcome.RULED_OUT);
    }

    @Test
    void tooManyStepsAtTooHighARateAreReducedToTheGuidesFix() {
        made.steps = 2000;
        made.rate = 2e-4;

        Diagnosis diagnosis = diagnose(KnownIssue.OVERFITTING);

        assertThat(diagnosis.findings())
                .filteredOn(Finding::isSeen)
                .extracting(Finding::cause)
                .containsExactly("Too many steps", "Too high learning rate");
        assertThat(diagnosis.remedies())
                .containsExactly(new Remedy.TrainOtherwise(
                        "Reduce steps to 800, lower learning rate to 5e-5. That is 800 steps at 5e-5, instead of 2000 at"
                                + " 2e-4.",
                        800,
                        5e-5));
    }

    @Test
    void anAlphaAboveTheRankCountsAsAHigherRate() {
        made.scale = 2;

        assertThat(finding(KnownIssue.OVERFITTING, "Too high learning rate").words())
                .isEqualTo(
                        "1e-4; 1e-4 is the safe default, 2e-4 risks overfitting. With alpha / rank = 2.00 it acts like"
                                + " 2e-4.");
    }

    @Test
    void fewPicturesAreSeenTooOften() {
        made.pictures = 8;

        assertThat(finding(KnownIssue.OVERFITTING, "Each picture seen too often")
                        .words())
                .startsWith("1000 steps of 1 on 8 pictures: each was seen about 125 times.");
        assertThat(finding(KnownIssue.OVERFITTING, "Too few pictures").isSeen()).isTrue();
    }

    @Test
    void aDrawnCopyIsNamedWithBothDistances() {
        made.drew(null, 10.0, CaseFixture.near(5, 0.2), CaseFixture.near(20, null));
        Diagnosis copied = diagnose(KnownIssue.OVERFITTING);
        assertThat(copied.evidence().isSeen()).isTrue();
        assertThat(copied.evidence().words())
                .startsWith("Test sheet 2: the closest is photo_3.jpg, 5 of 64 bits apart;")
                .contains("Their faces are 0.20 apart");
        assertThat(copied.remedies().getFirst())
                .as("though steps and rate were as the guide has them")
                .isInstanceOf(Remedy.TrainOtherwise.class);

        made.drew(null, 10.0, CaseFixture.near(20, null));
        assertThat(diagnose(KnownIssue.OVERFITTING).evidence().outcome()).isEqualTo(Outcome.RULED_OUT);
    }

    @Test
    void aRehearsalIsMeasuredByItsOwnBackend() {
        made.band = new StepBand(400, 320, 600, 320, "this backend");
        made.steps = 700;

        Diagnosis diagnosis = diagnose(KnownIssue.OVERFITTING);

        assertThat(diagnosis.findings().getFirst().words()).isEqualTo("700 steps; this backend uses 320–600.");
        assertThat(diagnosis.remedies())
                .singleElement()
                .isInstanceOfSatisfying(Remedy.TrainOtherwise.class, lighter -> {
                    assertThat(lighter.steps()).isEqualTo(320);
                    assertThat(lighter.words()).contains("For this backend that is 320 steps at 5e-5");
                });
    }

    @Test
    void picturesThatAreBeingMeasuredAreNoEvidenceYet() {
        made.drawn = GeneratedFacts.pending("Test sheet 1");

        assertThat(diagnose(KnownIssue.OVERFITTING).evidence().words()).isEqualTo("The pictures are being measured.");
        assertThat(made.facts()
                        .with(CaseFixture.class.cast(new CaseFixture().drew(null, 1.0)).drawn)
                        .generated()
                        .pending())
                .isFalse();
    }

    @Test
    void adviceOnACommonTriggerWordIsACause() {
        CaseFacts facts = made.facts();
        TriggerFacts trigger = new TriggerFacts(
                new TriggerWord("woman"),
                new TriggerWord("woman"),
                Advice.refused("“woman” is a common word."),
                made.samples,
                made.sheets);
        Diagnosis diagnosis = Diagnosis.of(
                KnownIssue.DOES_NOT_ACTIVATE,
                new CaseFacts(
                        facts.training(),
                        facts.dataset(),
                        new CaptionFacts(new TriggerWord("woman"), 30, 0, 0, 0),
                        trigger,
                        facts.file(),
                        facts.generated()));

        assertThat(diagnosis.findings().getFirst())
                .isEqualTo(new Finding("A common trigger word", Outcome.SEEN, "“woman” is a common word."));
    }
}
