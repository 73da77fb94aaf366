package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.storage.BlobStore;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Files made to do harm, through the door that uploads take: each is refused or taken harmlessly, and leaves nothing. */
@Tag("files")
@Tag("attack")
@Tag("once")
class HostileFilesTest extends DatasetTest {
    private static final String PAYLOAD = "<script>alert(1)</script>";

    @Autowired
    private BlobStore blobs;

    @Autowired
    private List<BackgroundQueue<?>> queues;

    @Value("${understudy.storage.spool-directory}")
    private Path spool;

    @BeforeEach
    void signIn() {
        // What other tests have left to do does not count for what is allocated here.
        queues.forEach(queue -> queue.settled().join());
    }

    @Test
    void aThousandBombsInZipsAreNamedOneByOneAndUnpackNothing() throws IOException {
        long before = allocated();
        for (int half = 0; half < 2; half++) {
            TestZips zip = TestZips.zip();
            for (int i = 0; i < 500; i++) {
                zip.with(i + ".png", TestPhotos.pngBomb(19_000 + i, 19_999 - half));
            }
            IntakeReport report = take("bombs.zip", zip.bytes());
            assertThat(report.added()).isEmpty();
            assertThat(report.rejected())
                    .hasSize(500)
                    .allSatisfy(file -> assertThat(file.reason()).contains(" x 1999"));
        }
        // One of them would take 1.1 GB when decoded.
        assertThat(allocated() - before).isLessThan(500L << 20);
        assertNothingIsLeft();
    }

    @Test
    void aBombInAPictureCommentIsNotUnpacked() throws IOException {
        byte[] bomb = TestPhotos.withHugeComment(TestPhotos.png(64, 64, 1), 512 << 20);
        long before = allocated();
        assertThat(take("comment.png", bomb).added()).containsExactly("comment.png");
        assertThat(allocated() - before).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @MethodSource("pictureFirst")
    void aPictureThatIsSomethingElseTooIsShownAsAPictureOnly(String name, byte[] file) throws IOException {
        assertThat(take(name, file).added()).containsExactly(name);
        try (InputStream shown = blobs.open(only().display())) {
            assertThat(new String(shown.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(PAYLOAD, "PK\3\4", "%PDF");
        }
    }

    static Stream<Arguments> pictureFirst() {
        byte[] jpeg = TestDatasets.smallPhoto(1);
        byte[] png = TestPhotos.png(320, 200, 1);
        byte[] zip = TestZips.zip().with("payload.html", PAYLOAD).bytes();
        return Stream.of(
                Arguments.of("zip-behind.jpg", concat(jpeg, zip)),
                Arguments.of("zip-behind.png", concat(png, zip)),
                Arguments.of("page-behind.png", concat(png, text(PAYLOAD))),
                Arguments.of("document-behind.jpg", concat(jpeg, text("%PDF-1.7 " + PAYLOAD))),
                Arguments.of("page-inside.jpg", TestPhotos.withExif(jpeg, 1, PAYLOAD)));
    }

    @ParameterizedTest
    @MethodSource("somethingElseFirst")
    void somethingElseThatIsAPictureTooIsRefused(String name, byte[] file, String reason) throws IOException {
        IntakeReport report = take(name, file);
        assertThat(report.rejected())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains(reason));
        assertNothingIsLeft();
    }

    static Stream<Arguments> somethingElseFirst() {
        byte[] jpeg = TestDatasets.smallPhoto(1);
        byte[] png = TestPhotos.png(320, 200, 1);
        return Stream.of(
                Arguments.of("page.jpg", concat(text("<!DOCTYPE html>" + PAYLOAD), jpeg), "web page"),
                Arguments.of("document.png", concat(text("%PDF-1.7\n"), png), "PDF"),
                Arguments.of("film.jpg", concat(text("GIF89a\1\0\1\0"), jpeg), "GIF"),
                Arguments.of("archive.jpg", TestZips.zip().with("1.jpg", jpeg).bytes(), "zip"),
                Arguments.of("picture.zip", jpeg, "its end is missing"),
                Arguments.of("moves.png", TestPhotos.animated(png), "animated PNG"));
    }

    @Test
    void aPictureBeforeAZipCountsAsTheZipItsNamePromises() throws IOException {
        byte[] both = concat(
                TestDatasets.smallPhoto(1),
                TestZips.zip().with("inside.jpg", TestDatasets.smallPhoto(2)).bytes());
        IntakeReport report = take("both.zip", both);
        assertThat(report.added()).containsExactly("inside.jpg");
        assertThat(report.rejected()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsOnlyText(String sent, String kept) throws IOException {
        IntakeReport report = take(sent, TestDatasets.smallPhoto(1));
        assertThat(report.added()).containsExactly(kept);
        assertThat(only().fileName()).isEqualTo(kept);
        assertThat(spooled()).isEmpty();
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("../../../etc/cron.d/ava.jpg", "ava.jpg"),
                Arguments.of("..\\..\\Windows\\ava.jpg", "ava.jpg"),
                Arguments.of("/etc/passwd\0.jpg", "passwd.jpg"),
                Arguments.of("ava\u202Egnp.\u202Cjpg", "avagnp.jpg"),
                Arguments.of("\u2067ava\u2069\u200F.jpg", "ava.jpg"),
                Arguments.of("ava\r\nSet-Cookie: a=b.jpg", "ava Set-Cookie_ a=b.jpg"),
                Arguments.of("\"><img src=x onerror=alert(1)>.jpg", "___img src=x onerror=alert(1)_.jpg"),
                Arguments.of("NUL.jpg", "_NUL.jpg"));
    }

    @Test
    void aNameThatOnlyLooksLikeAPictureIsRefused() throws IOException {
        IntakeReport report = take("ava\u202Egpj.exe", TestDatasets.smallPhoto(1));
        assertThat(report.rejected()).singleElement().satisfies(refused -> {
            assertThat(refused.name()).isEqualTo("avagpj.exe");
            assertThat(refused.reason()).contains("does not end in .jpg");
        });
        assertThat(take("....jpg", TestDatasets.smallPhoto(1)).added()).isEmpty();
        assertThat(take("ava.jpg\0.exe", TestDatasets.smallPhoto(1)).added()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void namesInAZipAreOnlyTextToo() throws IOException {
        byte[] photo = TestDatasets.smallPhoto(1);
        assertThat(take("nul.zip", TestZips.zip().with("ava\0.jpg", photo).bytes())
                        .added())
                .isEmpty();
        assertNothingIsLeft();
        assertThat(take(
                                "marks.zip",
                                TestZips.zip()
                                        .with("a/\u202Eava\u200F.jpg", photo)
                                        .bytes())
                        .added())
                .containsExactly("ava.jpg");
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void aFileThatIsCutOffAnywhereIsRefused(String name, byte[] whole) throws IOException {
        for (int part = 1; part < 16; part++) {
            IntakeReport report = take(name, Arrays.copyOf(whole, whole.length * part / 16));
            assertThat(report.added()).as("%d sixteenths", part).isEmpty();
            assertThat(report.rejected()).hasSize(1);
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void aFileWithFlippedBitsIsTakenOrRefusedButNeverAnError(String name, byte[] whole) throws IOException {
        Random random = new Random(7);
        for (int attempt = 0; attempt < 100; attempt++) {
            byte[] flipped = whole.clone();
            for (int flip = 0; flip <= attempt % 4; flip++) {
                // Mostly in the headers, where sizes and lengths are.
                int at = random.nextInt(random.nextBoolean() ? Math.min(200, flipped.length) : flipped.length);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
            }
            IntakeReport report = take(name, flipped);
            assertThat(report.added().size()
                            + report.alreadyHere().size()
                            + report.rejected().size())
                    .as("attempt %d", attempt)
                    .isEqualTo(1);
        }
        assertThat(spooled()).isEmpty();
    }

    static Stream<Arguments> wholeFiles() throws IOException {
        return Stream.of(
                Arguments.of("1.jpg", TestPhotos.jpeg(96, 64, 1)),
                Arguments.of("1.png", TestPhotos.png(96, 64, 1)),
                Arguments.of("1.webp", resource("webp-1024.webp")));
    }

    @Test
    void sixteenBitsPerColourAreShownInEight() throws IOException {
        assertThat(take("deep.png", TestPhotos.png(sixteenBits(320, 200))).added())
                .containsExactly("deep.png");
        try (InputStream in = blobs.open(only().display())) {
            BufferedImage shown = ImageIO.read(in);
            assertThat(shown.getColorModel().getComponentSize(0)).isEqualTo(8);
            assertThat(shown.getRGB(10, 10)).isEqualTo(0xFF4080C0);
        }
    }

    private static BufferedImage sixteenBits(int width, int height) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, new int[] {0x4040, 0x8080, 0xC0C0});
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    private IntakeReport take(String name, byte[] bytes) {
        return TestDatasets.take(intake, ava, name, bytes);
    }

    private PictureSummary only() {
        List<PictureSummary> all =
                datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(datasets.pictureCount(ava)).isZero();
        assertThat(spooled()).isEmpty();
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    /** Bytes that all threads allocated so far: shows what was unpacked even when it is garbage again. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HostileFilesTest.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
