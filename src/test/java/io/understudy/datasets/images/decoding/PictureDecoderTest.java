package io.understudy.datasets.images.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class PictureDecoderTest {
    private static final PictureLimits LIMITS = new PictureLimits(50_000_000, 20_000, 200, Duration.ofSeconds(60));
    private static final byte[] LOSSY_WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    private static final byte[] LOSSLESS_WEBP =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static final byte[] ANIMATED_WEBP = Base64.getDecoder()
            .decode("UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABW"
                    + "UDhMDQAAAC8AAAAQBxAREYiI/gcA");

    @TempDir
    private Path folder;

    private final PictureDecoder decoder = new PictureDecoder(LIMITS, 2, 128);

    @AfterEach
    void stop() {
        decoder.close();
    }

    @Test
    void aPhotoYieldsItsSizeADisplayPictureAndAThumbnailThatFillsATile() throws Exception {
        try (DecodedPicture picture = decode(TestPhotos.jpeg(1500, 1000, 1))) {
            assertThat(picture.format()).isEqualTo(PictureFormat.JPEG);
            assertThat(List.of(picture.width(), picture.height())).containsExactly(1500, 1000);
            assertThat(picture.displayType()).isEqualTo("image/jpeg");
            assertThat(read(Files.readAllBytes(picture.display())).getWidth()).isEqualTo(1500);
            BufferedImage thumbnail = read(picture.thumbnail());
            assertThat(List.of(thumbnail.getWidth(), thumbnail.getHeight())).containsExactly(576, 384);
        }
        assertThat(folder).isDirectoryContaining("glob:**.picture").isDirectoryNotContaining("glob:**display-*");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anExifOrientationIsHonoured(int orientation) throws Exception {
        byte[] stored = TestPhotos.jpeg(TestPhotos.redLeftOfBlue(64, 32), 1f, false);
        try (DecodedPicture picture = decode(TestPhotos.withExif(stored, orientation, "x"))) {
            BufferedImage shown = read(Files.readAllBytes(picture.display()));
            boolean onItsSide = orientation >= 5;
            assertThat(picture.width()).isEqualTo(onItsSide ? 32 : 64);
            boolean redFirst = onItsSide ? isRed(shown, 16, 8) : isRed(shown, 8, 16);
            // Where the left edge of the stored picture ends up, by the EXIF standard.
            assertThat(redFirst).isEqualTo(List.of(1, 4, 5, 6).contains(orientation));
        }
    }

    @Test
    void whatIsShownCarriesNoMetadata() throws Exception {
        byte[] photo = TestPhotos.withExif(TestPhotos.jpeg(200, 200, 1), 1, "60.1699N 24.9384E");
        try (DecodedPicture picture =
                decode(concat(photo, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)))) {
            String shown = new String(Files.readAllBytes(picture.display()), StandardCharsets.ISO_8859_1);
            assertThat(shown).doesNotContain("60.1699", "Exif", "script");
        }
    }

    @Test
    void whatWasStoredWithoutLossIsShownWithoutLoss() throws Exception {
        try (DecodedPicture png = decode(TestPhotos.png(300, 200, 7));
                DecodedPicture webp = decode(LOSSLESS_WEBP);
                DecodedPicture lossy = decode(LOSSY_WEBP)) {
            assertThat(png.displayType()).isEqualTo("image/png");
            assertThat(webp.displayType()).isEqualTo("image/png");
            assertThat(webp.format()).isEqualTo(PictureFormat.WEBP);
            assertThat(lossy.displayType()).isEqualTo("image/jpeg");
        }
    }

    @Test
    void transparencyIsLaidOnWhite() throws Exception {
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0xFF112233);
        picture.setRGB(1, 0, 0x00FF0000);
        try (DecodedPicture decoded = decode(TestPhotos.png(picture))) {
            BufferedImage shown = read(Files.readAllBytes(decoded.display()));
            assertThat(shown.getColorModel().hasAlpha()).isFalse();
            assertThat(shown.getRGB(0, 0)).isEqualTo(0xFF112233);
            assertThat(shown.getRGB(1, 0)).isEqualTo(0xFFFFFFFF);
        }
    }

    @ParameterizedTest
    @MethodSource("greyOfHalfLight")
    void greyKeepsItsBrightness(BufferedImage grey) throws Exception {
        try (DecodedPicture decoded = decode(TestPhotos.png(grey))) {
            int shown = read(Files.readAllBytes(decoded.display())).getRGB(5, 5) & 0xFF;
            assertThat(shown).isBetween(126, 129);
        }
    }

    static Stream<BufferedImage> greyOfHalfLight() {
        BufferedImage eightBits = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage sixteenBits = new BufferedImage(10, 10, BufferedImage.TYPE_USHORT_GRAY);
        ColorModel greyAndAlpha = new ComponentColorModel(
                eightBits.getColorModel().getColorSpace(), true, false, ColorModel.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        WritableRaster raster = greyAndAlpha.createCompatibleWritableRaster(10, 10);
        BufferedImage withAlpha = new BufferedImage(greyAndAlpha, raster, false, null);
        for (int i = 0; i < 100; i++) {
            eightBits.getRaster().setSample(i % 10, i / 10, 0, 128);
            sixteenBits.getRaster().setSample(i % 10, i / 10, 0, 128 << 8);
            raster.setSample(i % 10, i / 10, 0, 128);
            raster.setSample(i % 10, i / 10, 1, 255);
        }
        return Stream.of(eightBits, sixteenBits, withAlpha);
    }

    @Test
    void aCmykJpegIsShownInColoursOfTheScreen() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        WritableRaster inks = java.awt.image.Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        try (DecodedPicture picture = decode(bytes.toByteArray())) {
            BufferedImage shown = read(Files.readAllBytes(picture.display()));
            assertThat(shown.getRaster().getNumBands()).isEqualTo(3);
            assertThat(shown.getRGB(16, 16) & 0xFF).isGreaterThan(200);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsNoAcceptablePictureIsRefusedWithTheReason(byte[] file, String reason) {
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> files() {
        byte[] jpeg = TestPhotos.jpeg(400, 300, 1);
        byte[] png = TestPhotos.png(400, 300, 1);
        byte[] damagedPng = png.clone();
        damagedPng[damagedPng.length / 2] ^= 0x40;
        return Stream.of(
                Arguments.of(new byte[0], "empty"),
                Arguments.of(text("A photo of Ava.\n"), "text"),
                Arguments.of(text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "SVG"),
                Arguments.of(text("<!DOCTYPE html><html><script>alert(1)</script></html>"), "web page"),
                Arguments.of(text("GIF89a\1\0\1\0"), "GIF"),
                Arguments.of(text("%PDF-1.7"), "PDF"),
                Arguments.of(text("\0\0\0\u0018ftypheic"), "HEIC"),
                Arguments.of(text("PK\3\4"), "zip"),
                Arguments.of(new byte[] {1, 2, 3, 4}, "not a JPEG, PNG or WebP"),
                Arguments.of(Arrays.copyOf(jpeg, jpeg.length / 2), "cut off"),
                Arguments.of(Arrays.copyOf(png, png.length / 2), "cut off"),
                Arguments.of(Arrays.copyOf(LOSSY_WEBP, 30), "cut off"),
                Arguments.of(damagedPng, "checksum"),
                Arguments.of(TestPhotos.animated(png), "animated PNG"),
                Arguments.of(ANIMATED_WEBP, "animated WebP"),
                Arguments.of(TestPhotos.pngBomb(20_000, 20_000), "20000 x 20000"),
                Arguments.of(TestPhotos.pngBomb(-1, 1), "pixels"),
                Arguments.of(TestPhotos.pngBomb(100, 100), "damaged"),
                Arguments.of(TestPhotos.claiming(jpeg, 60_000, 60_000), "60000 x 60000"),
                Arguments.of(TestPhotos.claiming(jpeg, 400, 3_000), "damaged"));
    }

    @Test
    @Tag("heavy")
    void aThousandBombsLeaveTheHeapAsItWas() throws Exception {
        Path bomb = file(TestPhotos.pngBomb(19_999, 19_999));
        System.gc();
        long before = usedHeap();
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> decoder.decode(bomb)).isInstanceOf(UnreadablePicture.class);
        }
        System.gc();
        assertThat(usedHeap() - before).isLessThan(64L << 20);
    }

    @Test
    void moreProgressivePassesThanAllowedAreRefused() {
        PictureLimits strict = new PictureLimits(50_000_000, 20_000, 2, Duration.ofSeconds(60));
        try (PictureDecoder impatient = new PictureDecoder(strict, 1, 64)) {
            assertThatThrownBy(() -> impatient.decode(file(TestPhotos.progressiveJpeg(100, 100))))
                    .isInstanceOf(UnreadablePicture.class)
                    .hasMessageContaining("passes; the limit is 2");
        }
    }

    @Test
    @Tag("attack")
    void aSmallPictureMayTakeNoMoreThanFiveSecondsAndTheLargestFifteen() {
        PictureLimits limits = PictureLimits.standard();

        assertThat(limits.timeFor(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.timeFor(33_000_000)).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.timeFor(60_000_000)).isEqualTo(Duration.ofSeconds(9));
        assertThat(limits.timeFor(100_000_000)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void decodingThatTakesTooLongIsRefused() {
        PictureLimits strict = new PictureLimits(50_000_000, 20_000, 200, Duration.ZERO);
        try (PictureDecoder impatient = new PictureDecoder(strict, 1, 64)) {
            assertThatThrownBy(() -> impatient.decode(file(TestPhotos.png(4_000, 3_000, 3))))
                    .isInstanceOf(UnreadablePicture.class)
                    .hasMessageContaining("takes longer than 0 s");
        }
    }

    @Test
    @Tag("heavy")
    void manyAtOnceShareTheThreadsAndTheHeap() throws Exception {
        Path photo = file(TestPhotos.jpeg(2_000, 1_500, 1));
        try (PictureDecoder narrow = new PictureDecoder(LIMITS, 2, 8);
                ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                work.add(() -> {
                    try (DecodedPicture picture = narrow.decode(photo)) {
                        return picture.width();
                    }
                });
            }
            for (Future<Integer> done : uploads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(2_000);
            }
        }
    }

    @Test
    void refusedPicturesLeaveNoFileOpen() throws IOException {
        List<byte[]> broken = List.of(
                text("no picture"),
                Arrays.copyOf(TestPhotos.jpeg(64, 64, 1), 200),
                Arrays.copyOf(TestPhotos.png(64, 64, 1), 60),
                Arrays.copyOf(LOSSY_WEBP, 20),
                ANIMATED_WEBP);
        List<Path> files = new ArrayList<>();
        for (byte[] bytes : broken) {
            files.add(file(bytes));
        }
        long before = openFiles();

        for (int round = 0; round < 60; round++) {
            for (Path file : files) {
                assertThatThrownBy(() -> decoder.decode(file)).isInstanceOf(UnreadablePicture.class);
            }
        }

        assertThat(openFiles()).isLessThan(before + 60);
    }

    /** Of this process, where the system counts them. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private DecodedPicture decode(byte[] bytes) throws IOException, UnreadablePicture {
        return decoder.decode(file(bytes));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "in", ".picture"), bytes);
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static boolean isRed(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return (rgb >> 16 & 0xFF) > 200 && (rgb & 0xFF) < 60;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
