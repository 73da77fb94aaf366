package io.understudy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class BundleZipTest {
    private static final Map<String, String> SOUND = sound();

    @TempDir
    Path folder;

    @Test
    void whatTheWriterWritesIsRead() throws IOException {
        assertThat(read(zip(SOUND))).isEqualTo(SOUND);
        assertThat(read(new SampleBundle().write(folder))).containsKeys(BundleFormat.INDEX, SampleBundle.picture());
    }

    @Test
    void noOtherBytesLieBeforeBetweenOrBehindTheEntries() throws IOException {
        byte[] sound = zip(SOUND);
        byte[] more = zip(Map.of("index.html", "another page"));
        for (int at : List.of(0, local(sound, 1), central(sound, 0), central(sound, 1), end(sound), sound.length)) {
            refused(inserted(sound, at, new byte[] {0}));
            refused(inserted(sound, at, more));
            refused(inserted(sound, at, Arrays.copyOf(more, central(more, 0))));
        }
        refused(shifted(inserted(sound, 0, more), more.length));
        refused(Arrays.copyOf(sound, sound.length - 1));
    }

    @Test
    void theDirectoryHidesNoEntry() throws IOException {
        byte[] sound = zip(SOUND);
        byte[] hidden = new byte[sound.length - (central(sound, 1) - central(sound, 0))];
        System.arraycopy(sound, 0, hidden, 0, central(sound, 0));
        System.arraycopy(sound, central(sound, 1), hidden, central(sound, 0), sound.length - central(sound, 1));
        refused(little(
                hidden,
                bytes -> bytes.putShort(end(hidden) + 8, (short) 1)
                        .putShort(end(hidden) + 10, (short) 1)
                        .putInt(end(hidden) + 12, end(hidden) - central(sound, 0))));
    }

    @Test
    void whatIsSaidOfAnEntryBeforeAndBehindItAgreesWithTheDirectory() throws IOException {
        byte[] sound = zip(SOUND);
        int name = local(sound, 0) + 30;
        refused(little(sound, bytes -> bytes.put(name, (byte) 'j')));
        refused(little(sound, bytes -> bytes.putInt(local(sound, 0) + 18, 7)));
        refused(little(sound, bytes -> bytes.putInt(local(sound, 1) - 4, 7)));
        refused(little(sound, bytes -> bytes.putInt(local(sound, 1) - 16, 7)));
        refused(little(sound, bytes -> bytes.putInt(central(sound, 0) + 42, local(sound, 1))));
        refused(little(
                sound,
                bytes -> bytes.putShort(central(sound, 0) + 8, (short) 0x0809)
                        .putShort(local(sound, 0) + 6, (short) 0x0809)));
    }

    @Test
    void sizeAndCheckSumAreThoseOfTheData() throws IOException {
        byte[] sound = zip(SOUND);
        int behind = local(sound, 1);
        for (int field : List.of(0, 8)) {
            refused(little(
                    sound,
                    bytes -> bytes.putInt(central(sound, 0) + 16 + field, 7).putInt(behind - 12 + field, 7)));
        }
    }

    @Test
    void noBytesHideBehindCompressedData() throws IOException {
        byte[] sound = zip(SOUND);
        int behind = local(sound, 1) - 16;
        byte[] longer = inserted(sound, behind, "hidden".getBytes(StandardCharsets.US_ASCII));
        int compressed =
                6 + ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(behind + 8);
        byte[] consistent = little(longer, bytes -> {
            bytes.putInt(behind + 6 + 8, compressed);
            int directory = central(sound, 0) + 6;
            bytes.putInt(end(longer) + 16, directory);
            bytes.putInt(directory + 20, compressed);
            int second = directory + central(sound, 1) - central(sound, 0);
            bytes.putInt(second + 42, local(sound, 1) + 6);
        });
        assertThatThrownBy(() -> read(consistent))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INDEX.html", "../index.html", "/index.html", "a//b", "a/", "a\\b", "c:b", "é", "a\u0000b"})
    void namesAreUniqueAndPlain(String name) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>(SOUND);
        parts.put(name, "more");
        refused(zip(parts));
    }

    @Test
    void whatAnotherProgramPackedIsRefused() throws IOException {
        refused(packed(zip -> zip.setComment("hello"), entry -> {}));
        refused(packed(zip -> zip.setUseZip64(Zip64Mode.Always), entry -> {}));
        refused(packed(zip -> {}, entry -> entry.setMethod(ZipEntry.STORED)));
        refused(packed(zip -> {}, entry -> entry.setUnixMode(0120777)));
        refused(packed(zip -> {}, entry -> entry.setComment("hello")));
        byte[] other = "other.html".getBytes(StandardCharsets.UTF_8);
        refused(packed(zip -> {}, entry -> entry.addExtraField(new UnicodePathExtraField("index.html", other))));
    }

    @Test
    void everyFlippedBitIsRefusedOrChangesNothing() throws IOException {
        byte[] sound = zip(SOUND);
        int unchanged = 0;
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(flipped)).isEqualTo(SOUND);
                unchanged++;
            } catch (ZipException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        // The bits that fill the last byte of compressed data.
        assertThat(unchanged).isLessThan(8 * SOUND.size());
    }

    private static Map<String, String> sound() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("index.html", "a page and a page and a page");
        parts.put("evidence/1.png", "a picture");
        return parts;
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] packed(Consumer<ZipArchiveOutputStream> zipBent, Consumer<ZipArchiveEntry> entryBent)
            throws IOException {
        byte[] page = "a page".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            zipBent.accept(zip);
            ZipArchiveEntry entry = new ZipArchiveEntry("index.html");
            CRC32 crc = new CRC32();
            crc.update(page);
            entry.setCrc(crc.getValue());
            entry.setSize(page.length);
            entryBent.accept(entry);
            zip.putArchiveEntry(entry);
            zip.write(page);
            zip.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private static int end(byte[] zip) {
        return zip.length - 22;
    }

    private static int central(byte[] zip, int number) {
        return nth(zip, 0x02014b50, number);
    }

    private static int local(byte[] zip, int number) {
        return nth(zip, 0x04034b50, number);
    }

    private static int nth(byte[] zip, int signature, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int found = -1;
        for (int at = 0; at + 4 <= zip.length; at++) {
            if (bytes.getInt(at) == signature && ++found == number) {
                return at;
            }
        }
        throw new AssertionError("there are not so many");
    }

    private static byte[] inserted(byte[] zip, int at, byte[] more) {
        return ByteBuffer.allocate(zip.length + more.length)
                .put(zip, 0, at)
                .put(more)
                .put(zip, at, zip.length - at)
                .array();
    }

    /** As if the directory knew of the bytes before the zip. */
    private static byte[] shifted(byte[] zip, int by) {
        int directory = by + central(Arrays.copyOfRange(zip, by, zip.length), 0);
        return little(zip, bytes -> {
            bytes.putInt(end(zip) + 16, directory);
            for (int at = directory; at < end(zip); at += 46 + bytes.getShort(at + 28)) {
                bytes.putInt(at + 42, bytes.getInt(at + 42) + by);
            }
        });
    }

    private static byte[] little(byte[] zip, Consumer<ByteBuffer> bend) {
        byte[] bent = zip.clone();
        bend.accept(ByteBuffer.wrap(bent).order(ByteOrder.LITTLE_ENDIAN));
        return bent;
    }

    private void refused(byte[] zip) {
        assertThatThrownBy(() -> read(zip)).isInstanceOf(ZipException.class);
    }

    private Map<String, String> read(byte[] zip) throws IOException {
        return read(Files.write(folder.resolve("a.zip"), zip));
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (BundleZip zip = BundleZip.open(file)) {
            for (String name : zip.names()) {
                try (InputStream in = zip.open(name)) {
                    parts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return parts;
    }
}
