package io.understudy.cli.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFolderTest {
    private static final String NAME = "events.out.tfevents.1772442000.trainer.1.0";

    @TempDir
    Path folder;

    private List<Scalar> read(EventFolder events) throws IOException {
        List<Scalar> scalars = new ArrayList<>();
        events.read(scalars::add);
        return scalars;
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    @Test
    void theScalarsOfATrainerAreRead() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("20260302/network_train"));
        new TestEvents()
                .scalar(100, 1, "loss/current", 0.5f)
                .scalar(100, 1, "lr/unet", 1e-4f)
                .scalar(103, 300, "loss/current", 0.25f)
                .writeTo(deep.resolve(NAME));
        Files.writeString(folder.resolve("notes.txt"), "not an event file");

        assertThat(read(new EventFolder(folder)))
                .containsExactly(
                        new Scalar(100, 1, "loss/current", 0.5f),
                        new Scalar(100, 1, "lr/unet", 1e-4f),
                        new Scalar(103, 300, "loss/current", 0.25f));
    }

    /** The beginning of a file that TensorBoard's own writer made. */
    @Test
    void theChecksumsAreThoseOfTensorBoard() {
        byte[] length = HexFormat.of().parseHex("1800000000000000");

        assertThat(TestEvents.checksum(length)).isEqualTo(HexFormat.of().parseHex("a37f4b22"));
    }

    @Test
    void whatIsAddedIsReadOnceAndWhatIsHalfWrittenLater() throws IOException {
        EventFolder events = new EventFolder(folder);
        byte[] first = new TestEvents().scalar(1, 1, "loss", 0.5f).toBytes();
        byte[] both = new TestEvents()
                .scalar(1, 1, "loss", 0.5f)
                .scalar(2, 2, "loss", 0.4f)
                .toBytes();
        Files.write(file(), first);
        assertThat(read(events)).extracting(Scalar::step).containsExactly(1L);
        for (int end = first.length; end < both.length; end++) {
            Files.write(file(), Arrays.copyOf(both, end));
            assertThat(read(events)).isEmpty();
        }
        Files.write(file(), both);

        assertThat(read(events)).extracting(Scalar::step).containsExactly(2L);
        assertThat(read(events)).isEmpty();
    }

    @Test
    void whatIsNoScalarIsPassedOver() throws IOException {
        byte[] image = TestEvents.bytes(
                5,
                TestEvents.bytes(
                        1, TestEvents.joined(TestEvents.text(1, "sample"), TestEvents.bytes(4, new byte[300]))));
        new TestEvents()
                .record(image)
                .scalar(1, 1, "loss", Float.NaN)
                .scalar(Double.POSITIVE_INFINITY, 1, "loss", 1)
                .scalar(1, 1, "x".repeat(300), 1)
                .scalar(1, 2, "loss", 0.5f)
                .writeTo(file());

        assertThat(read(new EventFolder(folder))).containsExactly(new Scalar(1, 2, "loss", 0.5f));
    }

    @Test
    @Tag("attack")
    void aFileThatIsNoEventFileIsRefused() throws IOException {
        for (byte[] hostile : List.of(
                new byte[100],
                "<html>this is a page of another server</html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                tooLong(Long.MAX_VALUE),
                tooLong(-1),
                tooLong(40_000_000))) {
            Files.write(file(), hostile);
            assertRefused();
        }
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        endless[0] = 2 << 3;
        for (byte[] event : List.of(
                endless, new byte[] {5 << 3 | 2, 100, 1}, new byte[] {1 << 3 | 1, 0}, new byte[] {1 << 3 | 7, 0})) {
            new TestEvents().record(event).writeTo(file());
            assertRefused();
        }
    }

    @Test
    @Tag("attack")
    void everyByteThatWasChangedIsNoticed() throws IOException {
        byte[] sound = new TestEvents().scalar(1, 1, "loss", 0.5f).toBytes();
        for (int place = 0; place < sound.length; place++) {
            byte[] changed = sound.clone();
            changed[place] ^= 0x10;
            Files.write(file(), changed);
            assertRefused();
        }
    }

    @Test
    @Tag("attack")
    void nonsenseBehindASoundChecksumIsReadOrRefused() throws IOException {
        Random random = new Random(20);
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] event = new byte[random.nextInt(60)];
            random.nextBytes(event);
            new TestEvents().record(event).writeTo(file());
            try {
                assertThat(read(new EventFolder(folder))).hasSizeLessThan(60);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("not an event file of TensorBoard, or damaged, at byte");
            }
        }
    }

    @Test
    @Tag("attack")
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path logs = Files.createDirectory(folder.resolve("logs"));
        new TestEvents().scalar(1, 1, "loss", 0.5f).writeTo(elsewhere.resolve(NAME));
        try {
            Files.createSymbolicLink(logs.resolve(NAME), elsewhere.resolve(NAME));
        } catch (UnsupportedOperationException noLinks) {
            assumeThat(false).isTrue();
        }

        assertThat(read(new EventFolder(logs))).isEmpty();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> read(new EventFolder(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an event file of TensorBoard, or damaged, at byte");
    }

    private static byte[] tooLong(long length) {
        byte[] field = TestEvents.little(8).putLong(length).array();
        return TestEvents.joined(field, TestEvents.checksum(field), new byte[50]);
    }
}
