package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;

@Tag("attack")
class PictureIntakeTest extends DatasetTest {
    @Autowired
    private BlobStore blobs;

    @Autowired
    private JdbcTemplate jdbc;

    @Value("${understudy.storage.spool-directory}")
    private Path spool;

    @Test
    void aPhotoIsKeptAsItCameAndShownWithoutItsMetadata() throws IOException {
        byte[] photo = TestDatasets.photo(1);
        assertThat(take("../../IMG\u202E_1.jpg", photo).added()).containsExactly("IMG_1.jpg");
        PictureSummary picture = only();
        assertThat(picture.included()).isTrue();
        assertThat(List.of(picture.width(), picture.height(), (int) picture.size()))
                .containsExactly(1_024, 1_024, photo.length);
        assertThat(blobs.findInline(picture.display())).isPresent();
        assertThat(blobs.findInline(picture.thumbnail())).isPresent();
        var original =
                datasets.entries(datasets.freeze(ava, true).id()).getFirst().original();
        assertThat(blobs.findInline(original)).isEmpty();
        try (InputStream kept = blobs.open(original)) {
            assertThat(kept.readAllBytes()).isEqualTo(photo);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void aPictureBelowTheMinimumIsLeftOutUntilAPersonKeepsIt() {
        IntakeReport report = take("small.jpg", TestDatasets.smallPhoto(1));
        assertThat(report.excluded()).isEqualTo(1);
        assertThat(only().exclusion()).isEqualTo(Exclusion.TOO_SMALL);
        datasets.include(only().id());
        assertThat(only().included()).isTrue();
    }

    @Test
    void anExactDuplicateIsAlreadyHereUnderTheNameOfTheOtherOne() {
        take("first.jpg", TestDatasets.photo(1));
        IntakeReport report = take("again.jpg", TestDatasets.photo(1));
        assertThat(report.added()).isEmpty();
        assertThat(report.rejected()).isEmpty();
        assertThat(report.alreadyHere()).singleElement().satisfies(again -> {
            assertThat(again.name()).isEqualTo("again.jpg");
            assertThat(again.reason()).contains("first.jpg");
        });
    }

    @Test
    void theSamePictureMayBelongToTwoCharacters() {
        CharacterId bo = characters
                .create(CharacterDraft.of("Bo", "man", "zkj man", ""), null)
                .id();
        take("first.jpg", TestDatasets.photo(1));
        assertThat(TestDatasets.take(intake, bo, "first.jpg", TestDatasets.photo(1))
                        .added())
                .hasSize(1);
    }

    @Test
    void theSamePictureInManyUploadsAtOnceIsAddedOnce() throws Exception {
        List<Callable<IntakeReport>> uploads = IntStream.range(0, 8)
                .<Callable<IntakeReport>>mapToObj(i -> () -> take("copy" + i + ".jpg", TestDatasets.photo(1)))
                .toList();
        try (ExecutorService threads =
                new DelegatingSecurityContextExecutorService(Executors.newVirtualThreadPerTaskExecutor())) {
            int added = 0;
            for (Future<IntakeReport> done : threads.invokeAll(uploads)) {
                added += done.get().added().size();
            }
            assertThat(added).isEqualTo(1);
        }
        assertThat(datasets.pictureCount(ava)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void aBadFileIsRefusedWithTheReasonAndLeavesNothing(String name, byte[] bytes, String reason) throws IOException {
        IntakeReport report = take(name, bytes);
        assertThat(report.added()).isEmpty();
        assertThat(report.rejected()).hasSize(1);
        assertThat(report.rejected().getFirst().reason()).contains(reason);
        assertThat(datasets.pictureCount(ava)).isZero();
        assertThat(spooled()).isEmpty();
        assertThat(retainedBlobs()).isZero();
    }

    static Stream<Arguments> badFiles() {
        byte[] photo = TestDatasets.smallPhoto(1);
        return Stream.of(
                Arguments.of("notes.jpg", text("a text"), "text, not a picture"),
                Arguments.of("drawing.png", text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG"),
                Arguments.of("page.webp", text("<html></html>"), "web page"),
                Arguments.of("photo.HEIC", photo, UnreadPhoto.REFUSAL),
                Arguments.of("photo.jpg", text("\0\0\0\u0018ftypheic"), UnreadPhoto.REFUSAL),
                Arguments.of("photo.gif", photo, "does not end in .jpg"),
                Arguments.of("photo.jpg", Arrays.copyOf(photo, 2_000), "cut off"),
                Arguments.of("broken.zip", text("not a zip"), "its end is missing"));
    }

    @Test
    void aPictureBeyondTheLimitIsRefusedWhileItStreams() throws IOException {
        IntakeReport report = intake.take(
                ava, "endless.jpg", new EndlessStream(IntakeLimits.PICTURE_BYTES * 3), PictureIntake.Progress.NOBODY);
        assertThat(report.rejected().getFirst().reason()).contains("50 MB");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void aPictureOfSixteenBitsInAZipSaysThatItIsTrainedOnWithEight() {
        TestZips zip =
                TestZips.zip().with("ava/deep.png", TestPhotos.deepPng(64)).with("ava/1.jpg", TestDatasets.photo(1));

        assertThat(intake.take(ava, "photos.zip", zip.open(), PictureIntake.Progress.NOBODY)
                        .notes())
                .containsExactly("deep.png has 16 bits per colour channel; it is shown and trained on with 8");
    }

    @Test
    void aZipBringsPicturesWithTheirCaptionsAndNamesTheBadOnes() {
        byte[] latin1 = "ohwx woman, café terrace".getBytes(StandardCharsets.ISO_8859_1);
        TestZips zip = TestZips.zip()
                .with("ava/1.jpg", TestDatasets.photo(1))
                .with("ava/1.txt", "ohwx woman, close-up\n")
                .with("ava/2.jpg", TestDatasets.photo(2))
                .with("ava/2.txt", latin1)
                .with("ava/3.jpg", "no picture")
                .with("ava/4.jpg", TestDatasets.photo(1))
                .with("ava/left-over.txt", "nobody's")
                .with("readme.md", "hello")
                .with("__MACOSX/ava/._1.jpg", "junk")
                .with("ava/.DS_Store", "junk");
        AtomicInteger checked = new AtomicInteger();
        IntakeReport report = intake.take(ava, "photos.zip", zip.open(), (done, of) -> checked.set(of));
        assertThat(report.added()).containsExactly("1.jpg", "2.jpg");
        assertThat(report.rejected()).extracting(RejectedFile::name).containsExactly("3.jpg", "readme.md");
        assertThat(report.alreadyHere()).extracting(RejectedFile::name).containsExactly("4.jpg");
        assertThat(report.notes()).hasSize(2).anyMatch(note -> note.contains("Windows-1252"));
        assertThat(checked).hasValue(4);
        assertThat(all())
                .extracting(PictureSummary::caption)
                .containsExactly("ohwx woman, close-up", "ohwx woman, café terrace");
    }

    @Test
    void photosOfAPhoneInAZipAreNamedOneByOneAlsoWhereThereIsNothingElse() {
        IntakeReport report = take(
                "photos.zip",
                TestZips.zip()
                        .with("a/IMG_1.HEIC", "x")
                        .with("a/IMG_2.avif", "x")
                        .bytes());

        assertThat(report.added()).isEmpty();
        assertThat(report.rejected())
                .containsExactly(
                        new RejectedFile("IMG_1.HEIC", UnreadPhoto.REFUSAL),
                        new RejectedFile("IMG_2.avif", UnreadPhoto.REFUSAL));
    }

    @Test
    void aDamagedEntryOfAZipIsNamedAndLeftOut() throws IOException {
        IntakeReport report = take("photos.zip", TestZips.withDamagedFirst());

        assertThat(report.added()).containsExactly("2.jpg");
        assertThat(report.rejected()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("1.jpg");
            assertThat(file.reason()).contains("damaged in the zip");
        });
        assertThat(spooled()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badZips")
    void aZipThatIsNotToBeTrustedIsRefusedWhollyAndLeavesNothing(byte[] zip, String reason) throws IOException {
        IntakeReport report = take("photos.zip", zip);
        assertThat(report.added()).isEmpty();
        assertThat(report.rejected()).hasSize(1);
        assertThat(report.rejected().getFirst().name()).isEqualTo("photos.zip");
        assertThat(report.rejected().getFirst().reason()).contains(reason, "nothing of it was added");
        assertThat(datasets.pictureCount(ava)).isZero();
        assertThat(spooled()).isEmpty();
        assertThat(jdbc.queryForObject("select count(*) from blob", Long.class)).isZero();
    }

    static Stream<Arguments> badZips() {
        byte[] photo = TestDatasets.smallPhoto(1);
        byte[] good = TestZips.zip()
                .with("1.jpg", photo)
                .with("2.jpg", TestDatasets.smallPhoto(2))
                .bytes();
        TestZips many = TestZips.zip();
        for (int i = 0; i <= IntakeLimits.PICTURES; i++) {
            many.with(i + ".jpg", "x");
        }
        return Stream.of(
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("../2.jpg", photo)
                                .bytes(),
                        "outside"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("..\\2.jpg", photo)
                                .bytes(),
                        "outside"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("/etc/2.jpg", photo)
                                .bytes(),
                        "outside"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("C:\\2.jpg", photo)
                                .bytes(),
                        "outside"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("more.zip", good)
                                .bytes(),
                        "another archive"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .withLink("2.jpg", "/etc/passwd")
                                .bytes(),
                        "link"),
                Arguments.of(
                        TestZips.zip().with("1.jpg", photo).with("1.JPG", photo).bytes(), "same name"),
                Arguments.of(TestZips.encrypted(good), "encrypted"),
                Arguments.of(Arrays.copyOf(good, good.length - 30), "its end is missing"),
                Arguments.of(
                        TestZips.zip()
                                .with("1.jpg", photo)
                                .with("2.jpg", new byte[8 << 20])
                                .bytes(),
                        "grows more than"),
                Arguments.of(TestZips.zip().with("notes.txt", "hello").bytes(), "no JPEG, PNG or WebP"),
                Arguments.of(many.bytes(), "the limit is 500"));
    }

    @Test
    void aCharacterThatIsNotThereIsSaidSoBeforeAByteIsRead() {
        InputStream unread = new ByteArrayInputStream(TestDatasets.photo(1));
        assertThatThrownBy(() ->
                        intake.take(new CharacterId(UUID.randomUUID()), "1.jpg", unread, PictureIntake.Progress.NOBODY))
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void pngAndJpegComeInTheOrderOfTheirUpload() {
        take("b.png", TestPhotos.png(64, 64, 1));
        take("a.jpg", TestDatasets.smallPhoto(1));
        assertThat(all()).extracting(PictureSummary::fileName).containsExactly("b.png", "a.jpg");
    }

    @Test
    void whatFindsNoRoomIsRefusedByNameAndNothingOfItIsInTheDataset() {
        jdbc.update("insert into setting (name, text, changed_by, changed_at)"
                + " select 'storage.team-gigabytes', '1', id, created_at from account fetch first 1 rows only");
        jdbc.update(
                "insert into blob (hash, size, media_type, serving, state, reference_count, uploaded_by, created_at, touched_at,"
                        + " read_at) select '" + "0".repeat(64)
                        + "', 1000000000, 'text/plain', 'INTERNAL', 'STORED', 1, id,"
                        + " created_at, created_at, created_at from account fetch first 1 rows only");

        IntakeReport report = TestDatasets.take(intake, ava, "one.jpg", TestDatasets.photo(1));

        assertThat(report.added()).isEmpty();
        assertThat(report.rejected()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("one.jpg");
            assertThat(file.reason()).contains("more than 1 GB");
        });
        assertThat(jdbc.queryForObject("select count(*) from blob", Integer.class))
                .isEqualTo(1);
    }

    private IntakeReport take(String name, byte[] bytes) {
        return TestDatasets.take(intake, ava, name, bytes);
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 100).pictures();
    }

    private PictureSummary only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    private long retainedBlobs() {
        Long count = jdbc.queryForObject("select count(*) from blob where reference_count > 0", Long.class);
        return count == null ? 0 : count;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes without end, or nearly so, that lie nowhere. */
    private static final class EndlessStream extends InputStream {
        private long left;

        EndlessStream(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 7 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            left -= length;
            return left > 0 ? length : -1;
        }
    }
}
