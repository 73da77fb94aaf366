package io.understudy.lora.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.passport.PassportReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("attack")
@Tag("slow")
class TensorScanTest {
    private static final int ROUNDS = 3000;

    @Test
    void everyByteIsShownOnceAndInOrder() throws IOException {
        byte[] file = new SafetensorsWriter()
                .tensor("small", TensorType.F16, new float[] {1, 2, 3}, 3)
                .tensor("empty", TensorType.F32, new float[0], 0)
                .tensor("large", TensorType.F32, new float[200_000], 200_000)
                .toBytes();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        List<String> order = new ArrayList<>();

        scan(file, file.length, new TensorScan.Visitor() {
            @Override
            public void header(SafetensorsHeader header, byte[] bytes) {
                seen.writeBytes(bytes);
            }

            @Override
            public void data(TensorInfo tensor, ByteBuffer chunk) {
                seen.write(chunk.array(), 0, chunk.limit());
                order.add(tensor.name());
            }
        });

        assertThat(seen.toByteArray()).isEqualTo(file);
        assertThat(order).containsSubsequence("small", "large", "large").doesNotContain("empty");
    }

    @Test
    void aStreamThatBreaksOffOrGoesOnIsRefused() {
        byte[] file = new SafetensorsWriter()
                .tensor("x", TensorType.F32, new float[4], 4)
                .toBytes();

        assertThatThrownBy(() -> scan(Arrays.copyOf(file, file.length - 1), file.length, new Silent()))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessageContaining("breaks off near byte");
        assertThatThrownBy(() -> scan(Arrays.copyOf(file, file.length + 1), file.length, new Silent()))
                .hasMessage("The file continues after its %d bytes.".formatted(file.length));
    }

    @Test
    void pickleBasedWeightsAreRefusedByName() {
        refused("PK\3\4\0\0\b\b", "a zip archive, as PyTorch writes .pt, .bin and .ckpt files");
        refused("\u0080\2}q\0(X\1", "a Python pickle (protocol 2)");
        refused("GGUF\3\0\0\0\1", "a GGUF file");
    }

    @Test
    void whatADownloadLeavesInPlaceOfAFileIsRefusedByName() {
        refused("<!DOCTYPE html><html>", "This is a web page");
        refused("<html><head>", "This is a web page");
        refused("version https://git-lfs.github.com/spec/v1", "the pointer that Git LFS keeps");
    }

    @Test
    void aSoundFileMayBeginLikeAPickle() throws IOException {
        // A header of 0x280 bytes gives the bytes 80 02, which begin a pickle as well.
        SafetensorsWriter writer = new SafetensorsWriter().tensor("x", TensorType.F32, new float[1]);
        int missing = 0x280
                - (int) ByteBuffer.wrap(writer.metadata("pad", "").toBytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        byte[] file = writer.metadata("pad", " ".repeat(missing)).toBytes();

        assertThat(Arrays.copyOf(file, 2)).containsExactly(0x80, 0x02);
        scan(file, file.length, new Silent());
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void storedBytesOfEveryTypeRoundTrip(TensorType type) throws IOException {
        Random random = new Random(type.ordinal());
        for (int round = 0; round < 20; round++) {
            SafetensorsWriter writer = new SafetensorsWriter();
            List<byte[]> contents = new ArrayList<>();
            for (int tensor = 0; tensor < 5; tensor++) {
                int rows = random.nextInt(5);
                int columns = random.nextInt(7);
                byte[] content = new byte[rows * columns * type.bytes()];
                random.nextBytes(content);
                contents.add(content);
                writer.tensor("t" + tensor, type, content, rows, columns);
            }
            try (SafetensorsFile file = SafetensorsFile.of(writer.toBytes())) {
                for (int tensor = 0; tensor < 5; tensor++) {
                    assertThat(file.tensor("t" + tensor).orElseThrow().type()).isEqualTo(type);
                    assertThat(file.bytes("t" + tensor).array()).isEqualTo(contents.get(tensor));
                }
            }
            PassportReader.read(new ByteArrayInputStream(writer.toBytes()), writer.toBytes().length);
        }
    }

    @Test
    void theWriterRefusesBytesThatAreNoWholeElements() {
        assertThatThrownBy(() -> new SafetensorsWriter().tensor("x", TensorType.I64, new byte[9], 1))
                .hasMessage("Tensor \"x\" has 9 bytes, which are no whole elements of I64.");
    }

    /** Whatever happens to a file on its way, the answer is a passport or a reason: no other exception, no endless loop. */
    @Test
    void mutatedFilesAreReadOrRefusedWithAReason() {
        byte[] sound = new SafetensorsWriter()
                .metadata("ss_network_dim", "4")
                .metadata("lora_adapter_metadata", "{\"r\":4}")
                .tensor("lora_unet_single_blocks_9_linear1.lora_down.weight", TensorType.F16, new float[64], 4, 16)
                .tensor("lora_unet_single_blocks_9_linear1.lora_up.weight", TensorType.BF16, new float[64], 16, 4)
                .tensor("lora_unet_single_blocks_9_linear1.alpha", TensorType.F32, new float[] {4})
                .tensor("lycoris_x.lokr_w1", TensorType.F8_E4M3, new byte[4], 2, 2)
                .toBytes();
        Random random = new Random(20_26);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] broken = mutate(sound, random);
            try {
                PassportReader.read(new ByteArrayInputStream(broken), broken.length);
            } catch (MalformedSafetensorsException reason) {
                refused++;
                assertThat(reason).hasMessageMatching("(?s).{10,}[.…)a-z\"'}]");
            } catch (IOException other) {
                throw new AssertionError("Round " + round + " ended in " + other, other);
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private static byte[] mutate(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int header =
                8 + (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int place = random.nextInt(random.nextBoolean() ? header : bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[place] = (byte) random.nextInt();
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2 ->
                    bytes[place] = "0123456789[]{},:\"-.e".getBytes(StandardCharsets.US_ASCII)[random.nextInt(20)];
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(header, random.nextInt(bytes.length + 16)));
                default -> {
                    int from = random.nextInt(header);
                    int length = Math.min(random.nextInt(24), header - Math.max(from, place % header));
                    System.arraycopy(bytes, from, bytes, place % header, Math.max(0, length));
                }
            }
        }
        return bytes;
    }

    private static void refused(String start, String reason) {
        byte[] file = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 64);
        assertThatThrownBy(() -> scan(file, file.length, new Silent()))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> SafetensorsFile.of(file)).hasMessageContaining(reason);
    }

    private static void scan(byte[] file, long size, TensorScan.Visitor visitor) throws IOException {
        TensorScan.run(new ByteArrayInputStream(file), size, visitor);
    }

    private static final class Silent implements TensorScan.Visitor {
        @Override
        public void header(SafetensorsHeader header, byte[] bytes) {}

        @Override
        public void data(TensorInfo tensor, ByteBuffer chunk) {}
    }
}
