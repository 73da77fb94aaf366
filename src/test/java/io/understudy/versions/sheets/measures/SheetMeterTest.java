package io.understudy.versions.sheets.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetCell.Source;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetColumn.Kind;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SheetMeterTest {
    private static final FaceBox BOX = new FaceBox(0.3, 0.1, 0.4, 0.5);

    private final List<SheetCell> cells = new ArrayList<>();
    private final Map<BlobHash, SheetReading> readings = new HashMap<>();
    private final List<SnapshotEntry> training = new ArrayList<>();
    private final Set<Integer> flagged = new HashSet<>();
    private TriggerWord trigger = TriggerWord.NONE;

    private static ImageFeatures grey(int value) {
        BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, value * 0x010101);
            }
        }
        return ImageFeatures.of(image);
    }

    private static FaceEmbedding face(double first) {
        float[] values = new float[FaceEmbedding.LENGTH];
        values[0] = (float) first;
        return new FaceEmbedding(values);
    }

    private void cell(String prompt, long seed, Kind kind, double strength, int grey, @Nullable FaceEmbedding face) {
        cell(prompt, seed, new SheetColumn(kind, Strength.of(strength)), grey, face);
    }

    private void cell(String prompt, long seed, SheetColumn column, int grey, @Nullable FaceEmbedding face) {
        BlobHash picture = BlobHash.of(new byte[] {(byte) cells.size(), 1});
        cells.add(new SheetCell(cells.size(), new SheetRow(prompt, seed), column, picture, Source.DRAWN, null));
        readings.put(
                picture,
                new SheetReading(
                        grey(grey),
                        new PerceptualHash(grey, ~grey),
                        face,
                        face == null ? null : BOX,
                        null,
                        0,
                        null,
                        null));
    }

    private void trainedOn(String file, long hash, @Nullable FaceEmbedding face) {
        BlobHash thumbnail = BlobHash.of(new byte[] {(byte) training.size(), 2});
        training.add(new SnapshotEntry(0, file, thumbnail, thumbnail, thumbnail, "ohwx woman", 1024, 1024, 1));
        readings.put(
                thumbnail, new SheetReading(grey(0), new PerceptualHash(hash, ~hash), face, null, null, 0, null, null));
    }

    private SheetMeasures measure() {
        return new SheetMeter(cells, readings, training, trigger, flagged).measure();
    }

    @Test
    void blackAndWhiteAreAHundredApartAndAPictureIsNotApartFromItself() {
        assertThat(grey(0).distance(grey(255))).isCloseTo(100, within(0.1));
        assertThat(grey(90).distance(grey(90))).isZero();
    }

    @Test
    void theChangeIsMeasuredAgainstTheSamePromptAndSeedWithoutTheLora() {
        cell("a", 1, Kind.NO_LORA, 0, 255, null);
        cell("a", 1, Kind.CANDIDATE, 0.9, 0, null);
        cell("b", 1, Kind.NO_LORA, 0, 0, null);
        cell("b", 1, Kind.CANDIDATE, 0.9, 0, null);

        AtStrength at = measure().strengths().getFirst();

        assertThat(at.change()).isCloseTo(50, within(0.1));
        assertThat(at.variety()).as("both prompts give the same picture").isZero();
        assertThat(at.pictures()).isEqualTo(2);
    }

    @Test
    void withOnePromptThereIsNoVariety() {
        cell("a", 1, Kind.NO_LORA, 0, 255, null);
        cell("a", 1, Kind.CANDIDATE, 0.5, 200, null);
        cell("a", 1, Kind.CANDIDATE, 0.9, 100, null);
        cell("a", 1, Kind.CANDIDATE, 1.1, 90, null);

        assertThat(measure().strengths().getFirst().variety()).isNull();
    }

    /** Eight pictures at a strength whose faces are about so far from the training pictures'. */
    private void facesAt(double strength, double distance, int grey) {
        for (int seed = 0; seed < 8; seed++) {
            double spread = seed % 2 == 0 ? 0.02 : -0.02;
            for (int prompt = 0; prompt < 2; prompt++) {
                cell(
                        "ohwx p" + prompt,
                        seed,
                        Kind.CANDIDATE,
                        strength,
                        grey - 40 * prompt,
                        face(distance + spread * (1 + prompt + 10 * strength % 1)));
            }
        }
    }

    private void withoutTheLora() {
        for (int seed = 0; seed < 8; seed++) {
            for (int prompt = 0; prompt < 2; prompt++) {
                cell("ohwx p" + prompt, seed, Kind.NO_LORA, 0, 230 - 40 * prompt, null);
            }
        }
    }

    @Test
    void theLowestStrengthWhoseLikenessIsWithinTheSpreadOfTheBestIsSuggested() {
        trainedOn("1.jpg", 0, face(0));
        withoutTheLora();
        facesAt(0.5, 0.7, 200);
        facesAt(0.7, 0.5, 180);
        facesAt(0.9, 0.4, 160);
        facesAt(1.1, 0.4, 150);
        facesAt(1.3, 0.1, 140);

        SheetMeasures measured = measure();
        SheetMeasures.Recommended recommended = Objects.requireNonNull(measured.recommended());

        assertThat(recommended.strength()).isEqualTo(Strength.of(0.9));
        assertThat(recommended.from()).as("most faces are hers from here on").isEqualTo(Strength.of(0.7));
        assertThat(recommended.to()).isEqualTo(Strength.of(1.1));
        assertThat(recommended.reason()).contains("0.5, 0.7 are behind by more than the spread");
    }

    @Test
    void nothingIsSuggestedWhereTheLikenessIsWithinTheSpreadEverywhere() {
        trainedOn("1.jpg", 0, face(0));
        withoutTheLora();
        facesAt(0.5, 0.4, 200);
        facesAt(0.9, 0.4, 160);
        facesAt(1.1, 0.4, 150);

        assertThat(measure().recommended()).isNull();
        assertThat(measure().choice().reason())
                .startsWith("the likeness of all 3 strengths below 1.3")
                .endsWith("differs by no more than it varies from picture to picture");
    }

    @Test
    void aStrengthThatHoldsPromptsBackOrHasArtifactsIsNotSuggested() {
        trainedOn("1.jpg", 0, face(0));
        withoutTheLora();
        facesAt(0.5, 0.7, 200);
        int first = cells.size();
        facesAt(0.9, 0.4, 160);
        for (int seed = 0; seed < 8; seed++) {
            for (int prompt = 0; prompt < 2; prompt++) {
                cell("ohwx p" + prompt, seed, Kind.CANDIDATE, 1.1, 100, face(0.4 + 0.02 * (seed % 3)));
            }
        }
        assertThat(Objects.requireNonNull(measure().recommended()).strength()).isEqualTo(Strength.of(0.9));

        flagged.addAll(List.of(first, first + 1));
        assertThat(measure().recommended()).isNull();
        assertThat(measure().choice().reason())
                .contains("0.9 has artifacts on 2 of 16 pictures", "1.1 holds prompts back (variety 0 %)");
    }

    @Test
    void aStrengthThatLeaksIntoOtherPromptsIsNotSuggested() {
        trigger = new TriggerWord("ohwx");
        trainedOn("1.jpg", 0, face(0));
        withoutTheLora();
        facesAt(0.5, 0.7, 200);
        facesAt(0.9, 0.4, 160);
        facesAt(1.1, 0.4, 150);
        SheetMeasures.Recommended unmeasured = Objects.requireNonNull(measure().recommended());
        assertThat(unmeasured.strength()).isEqualTo(Strength.of(0.9));
        assertThat(unmeasured.reason())
                .contains("leakage is not measured, because no prompt without the trigger word has pictures")
                .contains("nobody flagged an artifact on its 16 pictures");

        cell("woman", 1, Kind.NO_LORA, 0, 230, null);
        cell("woman", 1, Kind.CANDIDATE, 0.9, 170, null);
        cell("woman", 1, Kind.CANDIDATE, 1.1, 225, null);
        SheetMeasures.Recommended recommended = Objects.requireNonNull(measure().recommended());
        assertThat(recommended.strength()).isEqualTo(Strength.of(1.1));
        assertThat(recommended.reason()).containsPattern("leakage is \\d %");

        cell("woman", 2, Kind.NO_LORA, 0, 230, null);
        cell("woman", 2, Kind.CANDIDATE, 0.9, 170, null);
        cell("woman", 2, Kind.CANDIDATE, 1.1, 60, null);
        assertThat(measure().recommended()).isNull();
        assertThat(measure().choice().reason())
                .contains("0.9 leaks into other prompts (", "1.1 leaks into other prompts (");
    }

    @Test
    void picturesWhosePromptDoesNotNameTheCharacterCountForLeakageOnly() {
        trigger = new TriggerWord("ohwx");
        trainedOn("1.jpg", 0, face(0.5));
        cell("ohwx, portrait", 1, Kind.CANDIDATE, 0.9, 50, face(0.2));
        cell("woman, portrait", 1, Kind.CANDIDATE, 0.9, 50, face(3));

        SheetMeasures measured = measure();

        assertThat(Objects.requireNonNull(measured.strengths().getFirst().faceDistance()))
                .isCloseTo(0.3, within(1e-6));
        assertThat(measured.faceCount()).isEqualTo(1);
        assertThat(Objects.requireNonNull(SheetFacts.of(measured, 1).get(MeasureKind.FACES_WITHIN))
                        .words())
                .startsWith("1 face was found at standard strength on test sheet 1");
    }

    @Test
    void withoutTrainingPicturesOrFacesNothingIsSuggested() {
        withoutTheLora();
        facesAt(0.5, 0.7, 200);
        assertThat(measure().choice().reason()).contains("training pictures are not here");

        trainedOn("1.jpg", 0, null);
        assertThat(measure().choice().reason()).contains("at most 0 were found");
    }

    @Test
    void leakageIsTheChangeOfPicturesWhosePromptDoesNotNameTheCharacter() {
        trigger = new TriggerWord("ohwx");
        cell("ohwx, portrait", 1, Kind.NO_LORA, 0, 200, null);
        cell("ohwx, portrait", 1, SheetColumn.checkpoint(100, Strength.FULL), 100, null);
        cell("woman, portrait", 1, Kind.NO_LORA, 0, 200, null);
        cell("woman, portrait", 1, SheetColumn.checkpoint(100, Strength.FULL), 176, null);

        ColumnMeasure measured = measure().columns().getFirst();

        assertThat(measured.column().label()).isEqualTo("step 100");
        assertThat(Objects.requireNonNull(measured.leakage())).isBetween(0.15, 0.35);
    }

    @Test
    void theEarliestOfTheBestCheckpointsIsSuggested() {
        trainedOn("1.jpg", 0, face(0));
        int[] steps = {100, 200, 300};
        double[] distances = {0.7, 0.41, 0.4};
        for (int step = 0; step < steps.length; step++) {
            for (int seed = 0; seed < 8; seed++) {
                cell(
                        "p",
                        seed,
                        SheetColumn.checkpoint(steps[step], Strength.FULL),
                        100,
                        face(distances[step] + 0.03 * ((seed + step) % 3)));
            }
        }
        assertThat(Objects.requireNonNull(measure().choice().column()).label()).isEqualTo("step 200");
        assertThat(measure().recommended()).as("which is of strengths").isNull();
    }

    @Test
    void facesAreComparedOnlyFromTenOn() {
        for (int seed = 0; seed < 9; seed++) {
            cell("a", seed, Kind.CANDIDATE, 0.9, 50, face(0));
        }
        assertThat(measure().faces()).isNull();
        assertThat(measure().faceCount()).isEqualTo(9);

        cell("a", 9, Kind.CANDIDATE, 0.9, 50, face(0.8));
        cell("a", 10, Kind.CANDIDATE, 1.3, 50, face(2));

        SheetMeasures.Faces faces = Objects.requireNonNull(measure().faces());
        assertThat(faces.count()).isEqualTo(10);
        assertThat(faces.median()).isZero();
        assertThat(faces.worst()).isCloseTo(0.8, within(1e-6));
        assertThat(faces.within()).isEqualTo(0.9);
    }

    @Test
    void facesAreMeasuredAgainstTheTrainingPictures() {
        trainedOn("1.jpg", 0, face(0.5));
        trainedOn("2.jpg", 0, null);
        cell("a", 1, Kind.CANDIDATE, 0.9, 50, face(0.2));
        cell("a", 2, Kind.CANDIDATE, 0.9, 50, null);

        assertThat(measure().boxes()).containsOnly(Map.entry(0, BOX));
        assertThat(Objects.requireNonNull(measure().strengths().getFirst().faceDistance()))
                .isCloseTo(0.3, within(1e-6));
    }

    @Test
    void framingIsMeasuredWhereAPromptNamesItAndSomebodyIsRecognised() {
        cell("close-up", 1, Kind.CANDIDATE, 0.9, 50, null);
        cell("close-up", 2, Kind.CANDIDATE, 0.9, 51, null);
        cell("close-up", 3, Kind.CANDIDATE, 0.9, 52, null);
        cell("at a cafe", 1, Kind.CANDIDATE, 0.9, 53, null);
        see(0, ShotType.CLOSE_UP);
        see(1, ShotType.FULL_BODY);
        see(3, ShotType.FULL_BODY);

        assertThat(measure().strengths().getFirst().followed())
                .containsEntry(PromptWish.FRAMING, new SheetMeasures.Followed(1, 2))
                .containsEntry(PromptWish.ONE_PERSON, new SheetMeasures.Followed(2, 2))
                .doesNotContainKeys(PromptWish.VIEW, PromptWish.LIGHT);
    }

    private void see(int position, ShotType shot) {
        readings.compute(Objects.requireNonNull(cells.get(position).picture()), (picture, reading) -> {
            SheetReading before = Objects.requireNonNull(reading);
            return new SheetReading(before.features(), before.hash(), before.face(), before.box(), shot, 1, null, null);
        });
    }

    @Test
    void thePictureThatLooksMostLikeATrainingPictureComesFirst() {
        trainedOn("far.jpg", 0xFFFF_FFFFL << 16, null);
        trainedOn("near.jpg", 0b111, null);
        cell("a", 1, Kind.CANDIDATE, 0.9, 0b1111_0111, null);
        cell("a", 2, Kind.CANDIDATE, 0.9, 0b111, null);

        assertThat(measure().nearest()).extracting(SheetMeasures.Nearest::bits).containsExactly(0, 4);
        assertThat(measure().nearest().getFirst().trainingFile()).isEqualTo("near.jpg");
        assertThat(measure().nearest().getFirst().position()).isEqualTo(1);
        assertThat(measure().nearest().getFirst().faceDistance()).isNull();
    }

    @Test
    void theNearestPictureTellsHowFarTheFacesAreApart() {
        trainedOn("near.jpg", 0b111, face(0.5));
        cell("a", 1, Kind.CANDIDATE, 0.9, 0b111, face(0.2));

        assertThat(Objects.requireNonNull(measure().nearest().getFirst().faceDistance()))
                .isCloseTo(0.3, within(1e-6));
    }

    @Test
    void samplesAreLaidOutAsASheetOfTheLastStepBesideTheFirst() {
        List<SheetCell> laid = SampleCells.of(List.of(
                new SamplePicture(0, "a", 7, BlobHash.of(new byte[] {1})),
                new SamplePicture(250, "a", 7, BlobHash.of(new byte[] {2})),
                new SamplePicture(500, "a", 7, BlobHash.of(new byte[] {3}))));

        assertThat(laid).extracting(cell -> cell.column().label()).containsExactly("no LoRA", "1.0");
        assertThat(laid.getLast().picture()).isEqualTo(BlobHash.of(new byte[] {3}));
        assertThat(SampleCells.bySteps(List.of(
                        new SamplePicture(0, "a", 7, BlobHash.of(new byte[] {1})),
                        new SamplePicture(250, "a", 7, BlobHash.of(new byte[] {2})))))
                .extracting(cell -> cell.column().label())
                .containsExactly("no LoRA", "step 250");
        assertThat(SampleCells.of(List.of(new SamplePicture(0, "a", 7, BlobHash.of(new byte[] {1})))))
                .as("nothing of the LoRA is seen before its first step")
                .extracting(cell -> cell.column().kind())
                .containsExactly(Kind.NO_LORA);
    }
}
