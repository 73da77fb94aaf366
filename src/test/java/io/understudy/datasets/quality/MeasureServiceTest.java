package io.understudy.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.quality.vision.BodyShape;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.support.SettableClock;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

@Tag("twice")
class MeasureServiceTest extends DatasetTest {
    @Autowired
    private MeasureService measures;

    @Autowired
    private MeasuringWorker worker;

    @Autowired
    private MeasureQueue queue;

    @Autowired
    private MeasureRepository rows;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private ConsensusService consensus;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void picturesWaitUntilTheyAreMeasuredInTheBackground() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        assertThat(measures.measuresOf(ava).waiting()).isEqualTo(3);

        measureAll();

        DatasetMeasures measured = measures.measuresOf(ava);
        assertThat(measured.waiting()).isZero();
        assertThat(measured.byPicture().keySet())
                .containsExactlyElementsOf(
                        pictures.stream().map(PictureSummary::id).toList());
        assertThat(measured.of(pictures.getFirst().id())
                        .orElseThrow()
                        .measures()
                        .sharpness()
                        .value())
                .isPositive();
    }

    @Test
    void aSmallerCopyIsNamedWithItsDistance() {
        byte[] photo = TestPhotos.jpeg(1_600, 1_200, 7);
        TestDatasets.take(intake, ava, "large.jpg", photo);
        TestDatasets.take(intake, ava, "other.jpg", TestPhotos.jpeg(1_600, 1_200, 8));
        TestDatasets.take(intake, ava, "again.jpg", TestPhotos.saved(photo, 0.5f));
        measureAll();

        assertThat(copies())
                .singleElement()
                .satisfies(copy -> assertThat(copy.words()).contains("large.jpg", "of 64 bits"));
        assertThat(datasets.pictures(ava, PictureFilter.ADVICE, 0, 10).pictures())
                .extracting(PictureSummary::fileName)
                .contains("again.jpg");
    }

    @Test
    void theBestOfNearCopiesIsKeptWhicheverCameFirstAndTheOthersComeBack() {
        byte[] photo = TestPhotos.jpeg(1_600, 1_200, 7);
        TestDatasets.take(intake, ava, "saved-again.jpg", TestPhotos.saved(photo, 0.5f));
        TestDatasets.take(intake, ava, "original.jpg", photo);
        TestDatasets.take(intake, ava, "other.jpg", TestPhotos.jpeg(1_600, 1_200, 8));
        measureAll();

        CopyGroup group = measures.measuresOf(ava).copies().getFirst();
        assertThat(names(group)).containsExactly("original.jpg", "saved-again.jpg");
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(2);

        List<PictureId> left = choices.exclude(group.others());
        assertThat(measures.measuresOf(ava).copies()).isEmpty();
        assertThat(copies()).as("what is left out is in nobody's way").isEmpty();
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(2);
        assertThat(datasets.contributorsNow(ava))
                .as("who left it out shaped the dataset")
                .hasSize(1);

        choices.include(left);
        assertThat(measures.measuresOf(ava).copies()).hasSize(1);
    }

    @Test
    void aCropIsACopyByItsFaceWhereThePicturesDiffer() {
        List<Integer> sides = List.of(2_000, 1_200, 1_100);
        for (int side : sides) {
            int number = datasets.pictureCount(ava) + 1;
            TestDatasets.take(intake, ava, number + ".jpg", TestPhotos.jpeg(side, side, number));
        }
        List<PictureSummary> pictures =
                datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
        face(pictures.get(0), 0L, 0.0f, 3);
        face(pictures.get(1), -1L, 0.01f, 4);
        face(pictures.get(2), 0x0F0F0F0F0F0F0F0FL, 0.01f, 20);

        assertThat(measures.measuresOf(ava).copies())
                .singleElement()
                .satisfies(group -> assertThat(group.pictures())
                        .containsExactlyInAnyOrder(
                                pictures.get(0).id(), pictures.get(1).id()));
        assertThat(copies())
                .singleElement()
                .satisfies(copy -> assertThat(copy.words()).contains("most likely a crop"));
    }

    /** Of a photo of three by two: 92 and 80 percent of it, its middle square, and both enlarged. */
    @ParameterizedTest
    @CsvSource({
        "20, 13, 469, 313, 1876, 1252",
        "51, 20, 408, 272, 1632, 1088",
        "60, 0, 340, 340, 1360, 1360",
        "51, 20, 408, 272, 2400, 1600",
        "60, 0, 340, 340, 2040, 2040"
    })
    void aCropOfARealPhotoIsACopy(int x, int y, int width, int height, int toWidth, int toHeight) throws IOException {
        TestDatasets.take(intake, ava, "photo.jpg", part(new Rectangle(0, 0, 510, 340), 2_040, 1_360));
        TestDatasets.take(intake, ava, "crop.jpg", part(new Rectangle(x, y, width, height), toWidth, toHeight));
        measureAll();

        assertThat(measures.measuresOf(ava).copies())
                .singleElement()
                .satisfies(group -> assertThat(names(group)).containsExactlyInAnyOrder("photo.jpg", "crop.jpg"));
    }

    /** Head and shoulders of the portrait, or a part of them. */
    private static byte[] part(Rectangle part, int width, int height) throws IOException {
        BufferedImage portrait = ImageIO.read(new File("src/test/resources/pictures/eileen-collins.jpg"));
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(portrait.getSubimage(part.x, 20 + part.y, part.width, part.height), 0, 0, width, height, null);
        pen.dispose();
        return TestPhotos.jpeg(scaled, 0.9f);
    }

    @Test
    void cropsAlongOneSideAreCopiesAndPicturesTurnedOrOfOneSizeAreNone() {
        List<int[]> sizes = List.of(
                new int[] {1_500, 1_100}, new int[] {1_100, 1_100}, new int[] {1_100, 1_500}, new int[] {1_500, 1_100});
        for (int[] size : sizes) {
            int number = datasets.pictureCount(ava) + 1;
            TestDatasets.take(intake, ava, number + ".jpg", TestPhotos.jpeg(size[0], size[1], number));
        }
        List<PictureSummary> pictures =
                datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
        face(pictures.get(0), 0L, 0.0f, 3);
        face(pictures.get(1), -1L, 0.01f, 4);
        assertThat(measures.measuresOf(ava).copies())
                .singleElement()
                .satisfies(group -> assertThat(names(group)).containsExactlyInAnyOrder("1.jpg", "2.jpg"));

        datasets.exclude(pictures.get(1).id());
        face(pictures.get(2), -1L, 0.01f, 4);
        face(pictures.get(3), 0x0F0F0F0F0F0F0F0FL, 0.01f, 4);
        assertThat(measures.measuresOf(ava).copies()).isEmpty();
    }

    @Test
    void drawnFacesAreAlikeAndTheirPicturesNoCropsOfEachOther() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 2);
        face(pictures.get(0), 0L, 0.0f, 3);
        face(pictures.get(1), -1L, 0.01f, 4);

        assertThat(measures.measuresOf(ava).copies()).isEmpty();
    }

    @Test
    void aStrangersPhotoThatWasSavedSeveralTimesDoesNotOutvoteTheCharacter() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 7);
        for (int i = 0; i < 7; i++) {
            face(pictures.get(i), hash(Math.min(i, 3)), i < 3 ? 0 : 0.08f, 3);
        }

        assertThat(measures.measuresOf(ava).copies())
                .singleElement()
                .satisfies(group -> assertThat(group.others()).hasSize(3));
        assertThat(distance(pictures.getFirst().id())).isZero();
        assertThat(measures.measuresOf(ava).count().others()).isEqualTo(4);
    }

    @Test
    void facesAreComparedWithTheOneThatAPersonChose() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 5);
        for (int i = 0; i < 4; i++) {
            face(pictures.get(i), hash(i), i == 3 ? 0.08f : 0, 3);
        }
        PictureId reference = pictures.get(3).id();
        assertThat(distance(reference)).isGreaterThan(0.62);

        measures.chooseReference(reference);

        DatasetMeasures set = measures.measuresOf(ava);
        assertThat(set.reference()).isEqualTo(reference);
        assertThat(distance(reference)).isZero();
        assertThat(distance(pictures.get(0).id())).isGreaterThan(0.62);
        assertThat(set.count().others()).isEqualTo(3);
        assertThat(set.byPicture().get(pictures.get(0).id()).verdicts())
                .anyMatch(verdict -> verdict.words().contains("distance to the reference face on 4.jpg"));
        assertThat(sorted(PictureSort.FARTHEST)).endsWith("4.jpg", "5.jpg");
        assertThat(sorted(PictureSort.NEAREST)).startsWith("4.jpg").endsWith("5.jpg");
        assertThatThrownBy(() -> measures.chooseReference(pictures.get(4).id()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("no face that can be compared");

        datasets.remove(List.of(reference));
        assertThat(measures.measuresOf(ava).reference()).isNull();
        datasets.restore(List.of(reference));
        measures.withdrawReference(reference);
        assertThat(measures.measuresOf(ava).reference()).isNull();
    }

    private static long hash(int number) {
        return 0x123456789ABCDEFL * (2 * number + 1) * 0x9E3779B97F4A7C15L;
    }

    private List<String> sorted(PictureSort order) {
        WallQuery query = new WallQuery(PictureFilter.ALL, order, List.of(), List.of(), false);
        return datasets.pictures(ava, query, measures.measuresOf(ava), 0, 10).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private Double distance(PictureId picture) {
        return measures.measuresOf(ava).of(picture).orElseThrow().identityDistance();
    }

    private List<String> names(CopyGroup group) {
        return group.pictures().map(id -> datasets.picture(id).fileName()).toList();
    }

    /** A face of all numbers alike: another one is eleven times as far away as its numbers differ. */
    private void face(PictureSummary picture, long hash, float numbers, double yaw) {
        float[] values = new float[FaceEmbedding.LENGTH];
        Arrays.fill(values, numbers);
        FaceBox box = new FaceBox(0.25, 0.125, 0.5, 0.375);
        rows.put(
                picture.id(),
                PictureMeter.METHOD,
                new PictureReading(
                        new PerceptualHash(hash, hash ^ 0x5555555555555555L),
                        new Sharpness(60, true, null),
                        new Exposure(0.5, 0, 0),
                        true,
                        List.of(new Face(box, 1, yaw, 0, 0, box.height())),
                        ShotType.CLOSE_UP,
                        null,
                        null,
                        null,
                        new FaceEmbedding(values)),
                true,
                clock.instant());
    }

    @Test
    void aPersonOverrulesAVerdictAndTheReasonIsKept() {
        byte[] photo = TestPhotos.jpeg(1_200, 1_200, 7);
        TestDatasets.take(intake, ava, "one.jpg", photo);
        TestDatasets.take(intake, ava, "two.jpg", TestPhotos.saved(photo, 0.5f));
        measureAll();
        PictureId copy = datasets.pictures(ava, PictureFilter.ALL, 0, 10)
                .pictures()
                .getLast()
                .id();
        assertThatThrownBy(() -> measures.overrule(copy, MeasureTopic.COPY, "  "))
                .isInstanceOf(DomainException.RuleViolation.class);

        measures.overrule(copy, MeasureTopic.COPY, "the second one is retouched");

        assertThat(copies()).singleElement().satisfies(verdict -> {
            assertThat(verdict.stands()).isFalse();
            assertThat(verdict.overrule().by()).isEqualTo("Mara");
            assertThat(verdict.overrule().reason()).isEqualTo("the second one is retouched");
        });

        measures.withdraw(copy, MeasureTopic.COPY);
        assertThat(copies()).allMatch(Verdict::stands).hasSize(1);
    }

    @Test
    void whereTwoPeopleDecideAVerdictIsOverruledByTheSecondAndEachNumberFollows() {
        byte[] photo = TestPhotos.jpeg(1_200, 1_200, 7);
        TestDatasets.take(intake, ava, "one.jpg", photo);
        TestDatasets.take(intake, ava, "two.jpg", TestPhotos.saved(photo, 0.5f));
        measureAll();
        PictureId copy = measures.measuresOf(ava).copies().getFirst().others().getFirst();
        people.signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);

        people.signIn(people.member("Mara"));
        measures.overrule(copy, MeasureTopic.COPY, "the second one is retouched");
        assertThat(copies()).allMatch(Verdict::stands).hasSize(1);
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(1);
        assertThat(datasets.pictures(ava, PictureFilter.ONE_OF_TWO, 0, 10).total())
                .isEqualTo(1);
        people.signIn(people.member("Mo"));
        measures.overrule(copy, MeasureTopic.COPY, "I see it too");

        assertThat(copies())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.overrule().by()).isEqualTo("Mo"));
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(2);
        assertThat(measures.measuresOf(ava).copies()).isEmpty();

        measures.withdraw(copy, MeasureTopic.COPY);
        people.signIn(people.member("Mara"));
        measures.leaveAsItIs(copy, MeasureTopic.COPY);
        assertThat(datasets.picture(copy).isDisputed()).isTrue();
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(2);
        people.signIn(people.reviewer("Lin"));
        measures.withdraw(copy, MeasureTopic.COPY);
        assertThat(measures.measuresOf(ava).count().counted()).isEqualTo(1);
    }

    @Test
    void whereTwoPeopleDecideAShotTypeCountsWithTheSecond() {
        PictureId picture =
                TestDatasets.fill(intake, datasets, ava, 1).getFirst().id();
        measureAll();
        people.signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);
        assertThat(measures.correctShot(List.of(picture), ShotType.FULL_BODY, "")
                        .pictures())
                .isZero();
        people.signIn(people.member("Mo"));
        assertThat(measures.correctShot(List.of(picture), ShotType.CLOSE_UP, "").pictures())
                .isZero();
        assertThat(datasets.picture(picture).isDisputed()).isTrue();
        people.signIn(people.member("Mara"));

        ShotTypeCorrection said = measures.correctShot(List.of(picture), ShotType.FULL_BODY, "");

        assertThat(said.pictures()).isEqualTo(1);
        assertThat(measures.measuresOf(ava).of(picture).orElseThrow().shot()).isEqualTo(ShotType.FULL_BODY);
        assertThat(datasets.picture(picture).open()).isEmpty();

        measures.takeBack(said);
        assertThat(measures.measuresOf(ava).of(picture).orElseThrow().shot()).isEqualTo(ShotType.FULL_BODY);
        assertThat(datasets.picture(picture).awaitsSecond()).isTrue();
    }

    @Test
    void lettersOnAPictureAreNamedUntilSomebodyAcceptsThem() throws IOException {
        BufferedImage poster = ImageIO.read(new ByteArrayInputStream(TestPhotos.jpeg(1_200, 1_200, 7)));
        Graphics2D pen = poster.createGraphics();
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 60));
        pen.drawString("STUDIO EXAMPLE 2026", 60, 1_100);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(poster, "jpeg", bytes);
        TestDatasets.take(intake, ava, "poster.jpg", bytes.toByteArray());
        measureAll();
        MeasuredPicture measured =
                measures.measuresOf(ava).byPicture().values().iterator().next();
        assertThat(measured.measures().writing().lines()).isBetween(1, 4);
        assertThat(measured.standing()).extracting(Verdict::topic).contains(MeasureTopic.WRITING);

        measures.overrule(measured.measures().picture(), MeasureTopic.WRITING, "it is cropped in training");

        assertThat(measures.measuresOf(ava)
                        .byPicture()
                        .values()
                        .iterator()
                        .next()
                        .standing())
                .extracting(Verdict::topic)
                .doesNotContain(MeasureTopic.WRITING);
    }

    @Test
    void aCorrectedShotTypeFillsTheComposition() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        measureAll();
        measures.correctShot(List.of(pictures.get(0).id(), pictures.get(1).id()), ShotType.FULL_BODY, "I look");
        datasets.exclude(pictures.get(1).id());

        Composition composition = measures.measuresOf(ava).composition();
        assertThat(composition.rows())
                .filteredOn(row -> row.target() == CompositionTarget.FULL_BODY)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.have()).isEqualTo(1);
                    assertThat(row.missing()).startsWith("4 more: from head to feet");
                });
        assertThat(composition.unknown()).isEqualTo(1);
    }

    @Test
    void whatAnOlderMethodMeasuredIsMeasuredAgain() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 1);
        measureAll();
        assertThat(queue.waiting(false)).isEmpty();
        jdbc.update("update picture_measure set method = ?", PictureMeter.METHOD - 1);
        assertThat(queue.waiting(false)).containsExactly(pictures.getFirst().id());
    }

    @Test
    void aPictureThatWasRemovedIsNotMeasured() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 1);
        datasets.remove(List.of(pictures.getFirst().id()));
        assertThat(queue.waiting(false)).isEmpty();
        datasets.restore(List.of(pictures.getFirst().id()));
        assertThat(queue.waiting(false)).hasSize(1);
    }

    @Test
    void aSnapshotIsJudgedByWhatIsKnownOfItsPicturesWhateverBecameOfThem() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        measureAll();
        measures.correctShot(List.of(pictures.get(0).id(), pictures.get(1).id()), ShotType.CLOSE_UP, "I look");
        SnapshotId snapshot = datasets.freeze(ava, true).id();
        datasets.exclude(pictures.get(0).id());
        datasets.remove(List.of(pictures.get(1).id()));
        TestDatasets.take(intake, ava, "later.jpg", TestDatasets.photo(9));

        DatasetMeasures frozen = measures.measuresIn(snapshot);

        assertThat(frozen.pictures()).isEqualTo(3);
        assertThat(frozen.waiting()).isZero();
        assertThat(closeUps(frozen)).isEqualTo(2);
        assertThat(frozen.composition().unknown()).isEqualTo(1);
        assertThat(closeUps(measures.measuresOf(ava))).isZero();

        jdbc.update("delete from picture where id = ?", pictures.get(1).id().value());
        assertThat(measures.measuresIn(snapshot).pictures()).isEqualTo(3);
        assertThat(closeUps(measures.measuresIn(snapshot))).isEqualTo(1);
        assertThat(measures.measuresIn(snapshot).composition().unknown())
                .as("one was purged, on the other nobody was found")
                .isEqualTo(2);
    }

    @Test
    void takingACorrectionBackBringsBackWhatSomebodyElseHadSaid() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        List<PictureId> ids = pictures.stream().map(PictureSummary::id).toList();
        measureAll();
        measures.correctShot(ids.subList(0, 1), ShotType.CLOSE_UP, "");
        people.signIn(people.member("Bo"));
        clock.advance(Duration.ofMinutes(1));
        ShotTypeCorrection said = measures.correctShot(ids, ShotType.FULL_BODY, "all of them are");
        clock.advance(Duration.ofMinutes(1));
        measures.correctShot(ids.subList(2, 3), ShotType.UPPER_BODY, "this one not");

        measures.takeBack(said);

        DatasetMeasures set = measures.measuresOf(ava);
        assertThat(set.of(ids.get(0)).orElseThrow().correctedShot().by()).isEqualTo("Mara");
        assertThat(set.of(ids.get(0)).orElseThrow().shot()).isEqualTo(ShotType.CLOSE_UP);
        assertThat(set.of(ids.get(1)).orElseThrow().correctedShot()).isNull();
        assertThat(set.of(ids.get(2)).orElseThrow().shot())
                .as("corrected again since")
                .isEqualTo(ShotType.UPPER_BODY);
    }

    private static int closeUps(DatasetMeasures set) {
        return set.composition().rows().stream()
                .filter(row -> row.target() == CompositionTarget.FACE_CLOSE_UPS)
                .findFirst()
                .orElseThrow()
                .have();
    }

    @Test
    void aFaceOfASnapshotIsKnownWhereItIsTheOnlyOne() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 4);
        FaceBox box = new FaceBox(0.25, 0.125, 0.5, 0.375);
        facesAre(pictures.get(0), box);
        facesAre(pictures.get(1), box, new FaceBox(0, 0, 0.125, 0.125));
        facesAre(pictures.get(2));
        SnapshotId snapshot = datasets.freeze(ava, true).id();

        assertThat(measures.onlyFaces(snapshot))
                .containsExactly(Map.entry(pictures.get(0).display(), box));

        assertThat(measures.measuresOf(ava)
                        .of(pictures.get(0).id())
                        .orElseThrow()
                        .measures()
                        .body())
                .isEqualTo(new BodyShape(8.5, null));

        CharacterId other = TestDatasets.bo(characters);
        TestDatasets.take(intake, other, "1.jpg", TestDatasets.photo(1));
        assertThat(measures.onlyFaces(datasets.freeze(other, true).id()))
                .as("of another character, whose copy is not measured")
                .isEmpty();
    }

    private void facesAre(PictureSummary picture, FaceBox... boxes) {
        List<Face> faces = Stream.of(boxes)
                .map(box -> new Face(box, 1, 0, 0, 0, box.height()))
                .toList();
        PictureReading reading = new PictureReading(
                new PerceptualHash(1, 2),
                new Sharpness(1, !faces.isEmpty(), null),
                new Exposure(0.5, 0, 0),
                true,
                faces,
                null,
                faces.isEmpty() ? null : new BodyShape(8.5, null),
                null,
                null,
                null);
        rows.put(picture.id(), PictureMeter.METHOD, reading, false, clock.instant());
    }

    private List<Verdict> copies() {
        return measures.measuresOf(ava).byPicture().values().stream()
                .flatMap(picture -> picture.verdicts().stream())
                .filter(verdict -> verdict.topic() == MeasureTopic.COPY)
                .toList();
    }

    @Test
    void turningIdentityMeasuresOffIsForAdminsAndIsKept() {
        assertThatThrownBy(() -> measures.compareIdentities(false)).isInstanceOf(AccessDeniedException.class);
        people.signIn(people.admin("Lea"));
        measures.compareIdentities(false);
        assertThat(measures.comparesIdentities()).isFalse();
    }

    private void measureAll() {
        RunAs.run(worker::look);
    }
}
