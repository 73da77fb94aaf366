package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionPrecedence;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.datasets.snapshots.export.ExportOptions;
import io.understudy.datasets.snapshots.export.SnapshotExportService;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class ArrivalServiceTest extends DatasetTest {
    @Autowired
    private ArrivalService arrivals;

    @Autowired
    private ArrivalSettings settings;

    @Autowired
    private ArrivalRepository sentPictures;

    @Autowired
    private ArrivalQueue queue;

    @Autowired
    private CaptionFileService captions;

    @Autowired
    private SnapshotExportService exports;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void aPhotoIsTakenAtOnceAndInTheDatasetSoon() {
        assertThat(take("1.jpg", TestDatasets.photo(1)).added()).containsExactly("1.jpg");
        queue.settled().join();
        assertThat(arrivals.of(ava)).isEmpty();
        assertThat(all()).singleElement().satisfies(picture -> {
            assertThat(picture.fileName()).isEqualTo("1.jpg");
            assertThat(picture.included()).isTrue();
        });
        assertThat(datasets.contributorsNow(ava)).as("the one who sent it").hasSize(1);
        assertThat(references())
                .as("original, display picture and thumbnail, which is the cover, too")
                .containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void aDroppedFolderOfKohyaKeepsItsRepeats() {
        take("img/7_ohwx woman/1.jpg", TestDatasets.photo(1));
        queue.settled().join();

        assertThat(datasets.epoch(ava).byRepeats()).containsOnlyKeys(7);
    }

    @Test
    @Tag("twice")
    void whereThePicturesOfAnUploadLayIsKnownUntilItIsSettledOrForADay() {
        BlobHash photo = BlobHash.of(TestDatasets.photo(1));
        take("set/a/1.jpg", TestDatasets.photo(1));
        take("set/b/1.jpg", TestDatasets.photo(1));
        take("set.zip", TestZips.zip().with("c/2.jpg", TestDatasets.photo(2)).bytes());
        assertThat(settings.sent(ava))
                .containsExactlyInAnyOrder(
                        new ArrivalSettings.Sent("set/a/1.jpg", photo, true),
                        new ArrivalSettings.Sent("set/b/1.jpg", photo, false));
        List<ArrivalSettings.Sent> read = settings.sent(ava);
        take("set/d/3.jpg", TestDatasets.photo(3));
        settings.settled(ava, read);
        assertThat(settings.sent(ava))
                .as("of another tab")
                .extracting(ArrivalSettings.Sent::path)
                .containsExactly("set/d/3.jpg");

        jdbc.update("update sent_picture set sent_at = sent_at - interval '2' day");
        assertThat(settings.sent(ava)).isEmpty();
        sentPictures.removeSentBefore(Instant.now().minus(ArrivalSettings.KEPT));
        assertThat(jdbc.queryForObject("select count(*) from sent_picture", Integer.class))
                .isZero();

        take("set/e/4.jpg", TestDatasets.photo(4));
        people.signIn(people.member("Nora"));
        assertThat(settings.sent(ava)).as("of another person").isEmpty();
    }

    @Test
    void whatCanBeToldWithoutDecodingIsToldAtOnce() {
        byte[] photo = TestDatasets.photo(1);
        assertThat(take("notes.jpg", "a text".getBytes(StandardCharsets.UTF_8)).rejected())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("text, not a picture"));
        assertThat(take("cut.jpg", Arrays.copyOf(photo, photo.length / 2)).rejected())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("cut off"));
        IntakeReport small = take("small.png", TestDatasets.smallPhoto(1));
        assertThat(small.excluded()).isEqualTo(1);
        assertThat(small.notes()).containsExactly("small.png is a JPEG picture; it is called small.jpg here");
        take("1.jpg", photo);
        assertThat(take("again.jpg", photo).alreadyHere())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("as 1.jpg"));
        queue.settled().join();
        assertThat(take("later.jpg", photo).alreadyHere()).hasSize(1);
        assertThat(all()).hasSize(2);
    }

    @Test
    void aPhotoOfAPhoneIsRefusedInTheSameWordsWhateverItIsCalled() {
        assertThat(take("IMG_1.heic", new byte[] {1}).rejected())
                .containsExactly(new RejectedFile("IMG_1.heic", UnreadPhoto.REFUSAL));
        assertThat(take("IMG_1.jpg", "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.ISO_8859_1))
                        .rejected())
                .containsExactly(new RejectedFile("IMG_1.jpg", UnreadPhoto.REFUSAL));
    }

    @Test
    void aJpegThatABrowserSavedAsJfifGetsTheEndingThatTrainersRead() {
        IntakeReport saved = take("Download.JFIF", TestDatasets.photo(1));

        assertThat(saved.added()).containsExactly("Download.jpg");
        assertThat(saved.notes()).containsExactly("Download.JFIF is a JPEG picture; it is called Download.jpg here");
    }

    @Test
    void aPictureOfSixteenBitsSaysThatItIsTrainedOnWithEight() {
        assertThat(take("deep.png", TestPhotos.deepPng(1_024)).notes())
                .containsExactly("deep.png has 16 bits per colour channel; it is shown and trained on with 8");
        assertThat(take("usual.png", TestPhotos.png(1_024, 1_024, 1)).notes()).isEmpty();
    }

    @Test
    @Tag("twice")
    void damageThatShowsWhenItIsDecodedIsNamedAndLeftOut() {
        take("damaged.png", withoutPixels(TestPhotos.png(640, 640, 1)));
        take("good.jpg", TestDatasets.photo(1));
        queue.settled().join();
        assertThat(all()).extracting(PictureSummary::fileName).containsExactly("good.jpg");
        assertThat(arrivals.of(ava)).singleElement().satisfies(arrival -> {
            assertThat(arrival.fileName()).isEqualTo("damaged.png");
            assertThat(arrival.problem()).contains("damaged");
        });
        arrivals.dismiss(ava);
        assertThat(arrivals.of(ava)).isEmpty();
    }

    @Test
    void theEntriesOfAZipAreDecodedInTheBackgroundWithWhatTheZipSaysAboutThem() {
        IntakeReport report = take(
                "set.zip",
                TestZips.zip()
                        .with("img/3_ohwx woman/1.jpg", TestDatasets.photo(1))
                        .with("img/3_ohwx woman/1.txt", "ohwx woman, close-up")
                        .with("img/3_ohwx woman/2.jpg", TestDatasets.photo(2))
                        .with("img/3_ohwx woman/again.jpg", TestDatasets.photo(1))
                        .with("img/3_ohwx woman/broken.png", withoutPixels(TestPhotos.png(640, 640, 1)))
                        .with("img/3_ohwx woman/text.jpg", "a text")
                        .bytes());
        assertThat(report.added()).containsExactly("1.jpg", "2.jpg", "broken.png");
        assertThat(report.alreadyHere()).extracting(RejectedFile::name).containsExactly("again.jpg");
        assertThat(report.rejected()).extracting(RejectedFile::name).containsExactly("text.jpg");
        assertThat(report.notes()).anyMatch(note -> note.startsWith("Repeats are kept"));

        queue.settled().join();
        assertThat(all()).extracting(PictureSummary::fileName).containsExactly("1.jpg", "2.jpg");
        assertThat(all()).extracting(PictureSummary::caption).containsExactly("ohwx woman, close-up", "ohwx woman");
        assertThat(all()).extracting(PictureSummary::repeats).containsOnly(3);
        assertThat(arrivals.of(ava)).singleElement().satisfies(arrival -> {
            assertThat(arrival.fileName()).isEqualTo("broken.png");
            assertThat(arrival.problem()).contains("damaged");
        });
    }

    @Test
    void aDamagedEntryOfAZipIsNamedAndTheOthersArrive() {
        IntakeReport report = take("photos.zip", TestZips.withDamagedFirst());

        assertThat(report.rejected())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("damaged in the zip"));
        queue.settled().join();
        assertThat(all()).extracting(PictureSummary::fileName).containsExactly("2.jpg");
    }

    @Test
    void anExportThatComesBackIsRecognisedWithoutBeingDecodedAgain() throws IOException {
        take("small.jpg", TestDatasets.smallPhoto(1));
        queue.settled().join();
        PictureId small = all().getFirst().id();
        datasets.include(small);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        exports.take(datasets.freeze(ava, true).id(), ExportLayout.KOHYA, ExportOptions.USUAL)
                .writeTo(zip);
        datasets.remove(List.of(small));

        assertThat(take("set.zip", zip.toByteArray()).added()).containsExactly("small.jpg");

        assertThat(arrivals.of(ava)).isEmpty();
        assertThat(all())
                .singleElement()
                .satisfies(picture -> assertThat(picture.included()).isTrue());
    }

    @Test
    void aPictureOfAnExportThatWasChangedOutsideKeepsItsPlace() throws IOException {
        for (int number = 1; number <= 3; number++) {
            take(number + ".jpg", TestDatasets.photo(number));
        }
        queue.settled().join();
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        exports.take(datasets.freeze(ava, true).id(), ExportLayout.CAPTIONS, ExportOptions.USUAL)
                .writeTo(export);
        datasets.remove(all().stream().map(PictureSummary::id).toList());
        TestZips changed = TestZips.zip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(export.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                changed.with(entry.getName(), entry.getName().equals("2.jpg") ? TestDatasets.photo(9) : bytes);
            }
        }

        assertThat(take("set.zip", changed.bytes()).added()).containsExactly("1.jpg", "2.jpg", "3.jpg");

        queue.settled().join();
        assertThat(all()).extracting(PictureSummary::fileName).containsExactly("1.jpg", "2.jpg", "3.jpg");
    }

    @Test
    void manyPicturesOfAnExportThatAreNotKnownAreDecodedLaterAndKeepTheirPlaces() throws IOException {
        int pictures = ArrivalService.DECODED_AT_ONCE + 2;
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= pictures; number++) {
            take(number + ".jpg", TestDatasets.photo(number));
            names.add(number + ".jpg");
        }
        queue.settled().join();
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        exports.take(datasets.freeze(ava, true).id(), ExportLayout.CAPTIONS, ExportOptions.USUAL)
                .writeTo(export);
        datasets.remove(all().stream().map(PictureSummary::id).toList());
        TestZips changed = TestZips.zip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(export.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                int number = names.indexOf(entry.getName()) + 1;
                boolean other = number > 0 && number < pictures;
                changed.with(entry.getName(), other ? TestDatasets.photo(pictures + number) : bytes);
            }
        }

        assertThat(take("set.zip", changed.bytes()).added()).containsExactlyInAnyOrderElementsOf(names);

        queue.settled().join();
        assertThat(all()).extracting(PictureSummary::fileName).containsExactlyElementsOf(names);
    }

    @Test
    void aCaptionThatComesBeforeItsPictureIsDecodedGoesWithIt() throws IOException {
        arrive("park.jpg", "0".repeat(64), people.signIn(people.member("Nora")));
        assertThat(captions.take(
                                ava,
                                captions.read(
                                        "park.txt", text("ohwx woman, in a park"), new TrainerSettings(), note -> {}),
                                Map.of(),
                                new CaptionPrecedence(file -> ""),
                                true)
                        .unmatched())
                .isEmpty();
        assertThat(arrivals.of(ava))
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.caption()).isEqualTo("ohwx woman, in a park"));
    }

    @Test
    @Tag("twice")
    void whatADeadNodeLeftIsDecodedWithTheNextLookAndRepeatedAsWasAskedMeanwhile() {
        BlobHash photo = blobs.store(TestDatasets.photo(1), "image/jpeg", Serving.INTERNAL)
                .hash();
        blobs.retain(photo);
        arrive("left.jpg", photo.hex(), mara);
        settings.repeat(ava, Map.of(photo, new ArrivalSettings.Repeats(1, 4)));

        RunAs.run(queue::look);

        assertThat(arrivals.of(ava)).isEmpty();
        assertThat(all()).singleElement().satisfies(picture -> {
            assertThat(picture.fileName()).isEqualTo("left.jpg");
            assertThat(picture.repeats()).isEqualTo(4);
        });
    }

    /** On another node, which has not decoded it. */
    private void arrive(String fileName, String original, SignedInPerson by) {
        jdbc.update(
                "insert into arrival (id, character_id, file_name, original_hash, size_bytes, caption, uploaded_by,"
                        + " uploader, arrived_at) select cast(? as uuid), cast(? as uuid), cast(? as varchar),"
                        + " cast(? as varchar), 1, '', id, display_name, created_at from account where id = ?",
                UUID.randomUUID(),
                ava.value(),
                fileName,
                original,
                by.actor().id());
    }

    /** Damages the compressed pixels of a PNG in a way that a walk through its chunks does not see. */
    private static byte[] withoutPixels(byte[] png) {
        byte[] damaged = png.clone();
        ByteBuffer bytes = ByteBuffer.wrap(damaged);
        int at = 8;
        while (bytes.getInt(at + 4) != 0x49444154) {
            at += bytes.getInt(at) + 12;
        }
        int length = bytes.getInt(at);
        Arrays.fill(damaged, at + 8 + length / 2, at + 8 + length, (byte) 0x55);
        CRC32 check = new CRC32();
        check.update(damaged, at + 4, length + 4);
        bytes.putInt(at + 8 + length, (int) check.getValue());
        return damaged;
    }

    private static ByteArrayInputStream text(String words) {
        return new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
    }

    private List<Integer> references() {
        return jdbc.queryForList("select reference_count from blob where reference_count > 0", Integer.class);
    }

    private IntakeReport take(String name, byte[] bytes) {
        return arrivals.take(ava, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
    }
}
