package io.understudy.platform.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.support.OtherProgram;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SourceMarkTest {
    private static final Path PICTURES = Path.of("src/test/resources/pictures");
    private static final SourceMark MARK = SourceMark.generatedBy("Understudy");

    private static final Path BROWSER_CODE = Path.of("src/main/resources/META-INF/resources/studio/source-mark.js");

    /** Six pixels with alpha, without loss, as cwebp writes them. */
    private static final byte[] SMALL_WEBP = HexFormat.of()
            .parseHex("5249464630000000574542505650384c240000002f024000102f700a9441298a4020c99f6baf8377bb"
                    + "4121db0870e85e8f53b888fec7f202");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-1024.png",
                "png-alpha-1024.png",
                "jpeg-1024.jpg",
                "jpeg-512.jpg",
                "jpeg-cmyk-1024.jpg",
                "jpeg-turned-gps.jpg",
                "eileen-collins.jpg",
                "webp-1024.webp"
            })
    void theMarkIsReadBackAndNoPixelChanges(String name) throws IOException {
        byte[] picture = Files.readAllBytes(PICTURES.resolve(name));
        byte[] marked = MARK.writtenInto(picture);

        assertThat(SourceMark.in(picture)).isEmpty();
        assertThat(SourceMark.in(marked)).contains(MARK);
        assertThat(pixels(marked)).isEqualTo(pixels(picture));
        assertThat(MARK.writtenInto(marked)).isSameAs(marked);
    }

    @Test
    void onlyThePacketIsAdded() throws IOException {
        byte[] png = Files.readAllBytes(PICTURES.resolve("png-1024.png"));
        byte[] marked = MARK.writtenInto(png);
        int added = marked.length - png.length;

        assertThat(Arrays.copyOf(marked, 33)).isEqualTo(Arrays.copyOf(png, 33));
        assertThat(new String(marked, 37, 22, StandardCharsets.ISO_8859_1)).isEqualTo("iTXtXML:com.adobe.xmp\0");
        assertThat(Arrays.copyOfRange(marked, 33 + added, marked.length))
                .isEqualTo(Arrays.copyOfRange(png, 33, png.length));
    }

    @Test
    void anotherMarkIsReplaced() throws IOException {
        SourceMark other =
                new SourceMark("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "A & <B> \"C\"");
        for (String name : new String[] {"png-1024.png", "jpeg-1024.jpg", "webp-1024.webp"}) {
            byte[] picture = Files.readAllBytes(PICTURES.resolve(name));
            byte[] before = other.writtenInto(picture);

            assertThat(SourceMark.in(before)).contains(other);
            assertThat(MARK.writtenInto(before)).isEqualTo(MARK.writtenInto(picture));
        }
    }

    @Test
    void aSimpleWebpBecomesAnExtendedOne() throws IOException {
        for (byte[] webp : new byte[][] {SMALL_WEBP, Files.readAllBytes(PICTURES.resolve("webp-1024.webp"))}) {
            byte[] marked = MARK.writtenInto(webp);

            assertThat(new String(marked, 12, 4, StandardCharsets.ISO_8859_1)).isEqualTo("VP8X");
            assertThat(SourceMark.in(marked)).contains(MARK);
            assertThat(pixels(marked)).isEqualTo(pixels(webp));
        }
    }

    @Test
    void picturesWithSignedCredentialsAndWhatIsNoPictureStayAsTheyAre() throws IOException {
        byte[] png = Files.readAllBytes(PICTURES.resolve("png-1024.png"));
        byte[] signed = png.clone();
        System.arraycopy("caBX".getBytes(StandardCharsets.ISO_8859_1), 0, signed, 37, 4);
        assertThat(MARK.writtenInto(signed)).isSameAs(signed);

        byte[] jpeg = Files.readAllBytes(PICTURES.resolve("jpeg-1024.jpg"));
        for (byte[] other : new byte[][] {
            {},
            "text".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(png, 40),
            Arrays.copyOf(jpeg, 30),
            Arrays.copyOf(jpeg, 2),
            Arrays.copyOf(SMALL_WEBP, 16),
            Files.readAllBytes(PICTURES.resolve("gif-1024.gif"))
        }) {
            assertThat(MARK.writtenInto(other)).isSameAs(other);
        }
    }

    @Test
    void aToolThatIsNotKnownIsNotNamed() throws IOException {
        byte[] marked = SourceMark.MADE_ELSEWHERE.writtenInto(Files.readAllBytes(PICTURES.resolve("png-1024.png")));

        assertThat(SourceMark.in(marked)).contains(SourceMark.generatedBy(""));
        assertThat(new String(marked, StandardCharsets.ISO_8859_1)).doesNotContain("CreatorTool");
    }

    @Test
    @Tag("attack")
    void nothingIsUnpackedToReadTheMark() {
        byte[] small = TestPhotos.png(64, 64, 1);
        byte[] bomb = TestPhotos.withHugeComment(small, 64 << 20);
        assertThat(SourceMark.in(small)).as("so that the classes are loaded").isEmpty();
        long before = allocated();

        Optional<SourceMark> mark = SourceMark.in(bomb);

        long taken = allocated() - before;
        assertThat(mark).isEmpty();
        assertThat(taken).isLessThan(1 << 20);
    }

    @Test
    @Tag("attack")
    void aPacketThatIsHugeOrDefinesEntitiesIsNoMark() throws IOException {
        for (String name : new String[] {"png-1024.png", "webp-1024.webp"}) {
            byte[] picture = Files.readAllBytes(PICTURES.resolve(name));
            String packet = browserPacket();

            assertThat(SourceMark.in(with(picture, packet))).contains(MARK);
            assertThat(SourceMark.in(with(picture, packet + " ".repeat(1 << 18))))
                    .isEmpty();
            assertThat(SourceMark.in(with(
                            picture,
                            packet.replace("\"Understudy\"", "\"&tool;\"")
                                    .replace("<x:xmpmeta", "<!DOCTYPE x [<!ENTITY tool \"Understudy\">]><x:xmpmeta"))))
                    .isEmpty();
        }
    }

    private static byte[] with(byte[] picture, String packet) {
        return XmpPacket.inserted(picture, packet.getBytes(StandardCharsets.UTF_8));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    @Tag("attack")
    void thePacketOfTheBrowserIsThatOfTheServer() throws IOException {
        byte[] picture = Files.readAllBytes(PICTURES.resolve("png-1024.png"));

        assertThat(SourceMark.in(with(picture, browserPacket()))).contains(SourceMark.OF_UNDERSTUDY);
    }

    private static String browserPacket() throws IOException {
        return Files.readString(BROWSER_CODE).split("`")[1].replace("\\ufeff", "\ufeff");
    }

    @Test
    @Tag("attack")
    void aBrowserMarksWhatItDraws() throws Exception {
        OtherProgram.assumeInstalled("node");
        Files.copy(BROWSER_CODE, folder.resolve("mark.mjs"));
        Files.copy(PICTURES.resolve("png-1024.png"), folder.resolve("drawn.png"));
        Files.writeString(folder.resolve("run.mjs"), """
                import { readFileSync, writeFileSync } from "node:fs";
                import { marked } from "./mark.mjs";
                const saved = marked(new Blob([readFileSync("drawn.png")]));
                writeFileSync("saved.png", new Uint8Array(await saved.arrayBuffer()));
                """);

        OtherProgram.Answer answer = OtherProgram.run(folder, "node", "run.mjs");
        assertThat(answer.status()).as(answer.output()).isZero();
        byte[] saved = Files.readAllBytes(folder.resolve("saved.png"));
        byte[] drawn = Files.readAllBytes(folder.resolve("drawn.png"));
        assertThat(SourceMark.in(saved)).contains(SourceMark.OF_UNDERSTUDY);
        assertThat(pixels(saved)).isEqualTo(pixels(drawn));
        // The same check sum, too.
        assertThat(saved).isEqualTo(with(drawn, browserPacket()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png-1024.png", "jpeg-512.jpg", "webp-1024.webp"})
    void aDamagedPictureEndsNothing(String name) throws IOException {
        byte[] sound = MARK.writtenInto(Files.readAllBytes(PICTURES.resolve(name)));
        SourceMark other = new SourceMark("other", "other");
        for (int at = 0; at < 1500; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) 0xff;
            assertThat(other.writtenInto(damaged)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png-1024.png", "jpeg-1024.jpg", "webp-1024.webp"})
    void exiftoolReadsTheMarkAndFindsNothingWrong(String name) throws Exception {
        OtherProgram.assumeInstalled("exiftool");
        Files.write(folder.resolve(name), MARK.writtenInto(Files.readAllBytes(PICTURES.resolve(name))));

        OtherProgram.Answer answer = OtherProgram.run(
                folder, "exiftool", "-validate", "-s", "-XMP:DigitalSourceType", "-XMP:CreatorTool", name);
        assertThat(answer.output())
                .containsPattern("Validate +: OK")
                .containsPattern("DigitalSourceType +: (" + SourceMark.GENERATED + "|Trained Algorithmic Media)")
                .containsPattern("CreatorTool +: Understudy");
    }

    private static Object pixels(byte[] picture) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            ImageReader reader =
                    Objects.requireNonNull(ImageIO.getImageReaders(in).next());
            reader.setInput(in);
            BufferedImage image = reader.read(0);
            reader.dispose();
            if (image.getRaster().getDataBuffer() instanceof DataBufferByte bytes) {
                return bytes.getData();
            }
            return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        }
    }
}
