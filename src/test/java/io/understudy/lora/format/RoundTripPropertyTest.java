package io.understudy.lora.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is read, for files drawn at random: any names, texts, types and shapes. */
class RoundTripPropertyTest {
    private static final int ROUNDS = 200;
    private static final int[] ODD_CHARACTERS = {0, '\n', '"', '\\', '/', ' ', 'ä', '中', 0x1f600, 0x7f, 0x2028};

    @TempDir
    Path folder;

    /** A drawn file, with all that went into it. */
    private record Drawn(Map<String, String> metadata, Map<String, Tensor> tensors) {
        static Drawn from(Random random) {
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int entries = random.nextInt(4); entries > 0; entries--) {
                metadata.put(text(random), text(random));
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                tensors.put(text(random), Tensor.from(random));
            }
            return new Drawn(metadata, tensors);
        }

        byte[] bytes() {
            SafetensorsWriter writer = new SafetensorsWriter().metadata(metadata);
            tensors.forEach((name, tensor) -> writer.tensor(name, tensor.type, tensor.content, tensor.shape));
            return writer.toBytes();
        }

        private static String text(Random random) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length > 0; length--) {
                text.appendCodePoint(
                        random.nextBoolean()
                                ? 'a' + random.nextInt(26)
                                : ODD_CHARACTERS[random.nextInt(ODD_CHARACTERS.length)]);
            }
            return text.toString();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Tensor(TensorType type, int[] shape, byte[] content) {
        static Tensor from(Random random) {
            TensorType type = TensorType.values()[random.nextInt(TensorType.values().length)];
            int[] shape = IntStream.range(0, random.nextInt(4))
                    .map(axis -> random.nextInt(6))
                    .toArray();
            byte[] content = new byte[Arrays.stream(shape).reduce(1, (a, b) -> a * b) * type.bytes()];
            random.nextBytes(content);
            return new Tensor(type, shape, content);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFileHoldsWhatWentIntoIt(int seed) throws IOException {
        Drawn drawn = Drawn.from(new Random(seed));

        try (SafetensorsFile file = SafetensorsFile.of(drawn.bytes())) {
            assertThat(file.metadata()).isEqualTo(drawn.metadata);
            assertThat(file.tensors()).extracting(TensorInfo::name).containsExactlyElementsOf(drawn.tensors.keySet());
            for (TensorInfo info : file.tensors()) {
                Tensor tensor = drawn.tensors.get(info.name());
                assertThat(info.type()).isEqualTo(tensor.type);
                assertThat(info.shape().stream().mapToInt(Long::intValue).toArray())
                        .containsExactly(tensor.shape);
                ByteBuffer content = file.bytes(info.name());
                assertThat(content).isEqualTo(ByteBuffer.wrap(tensor.content));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writtenAgainItIsTheSameFileByteForByte(int seed) throws IOException {
        byte[] once = Drawn.from(new Random(seed)).bytes();

        SafetensorsWriter again = new SafetensorsWriter();
        try (SafetensorsFile file = SafetensorsFile.of(once)) {
            again.metadata(file.metadata());
            for (TensorInfo info : file.tensors()) {
                ByteBuffer content = file.bytes(info.name());
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                again.tensor(
                        info.name(),
                        info.type(),
                        bytes,
                        info.shape().stream().mapToInt(Long::intValue).toArray());
            }
        }
        assertThat(again.toBytes()).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStreamThatIsCheckedFirstLosesNothing(int seed) throws IOException {
        byte[] bytes = Drawn.from(new Random(seed)).bytes();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();

        try (InputStream checked = TensorScan.checked(new ByteArrayInputStream(bytes), bytes.length)) {
            checked.transferTo(seen);
        }

        assertThat(seen.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStampAddsTextsAndTouchesNoTensor(int seed) throws IOException {
        Drawn drawn = Drawn.from(new Random(seed));
        Path from = Files.write(folder.resolve("from"), drawn.bytes());
        Path to = folder.resolve("to");

        MetadataStamp.copy(from, to, Map.of("understudy.run", "41"));

        try (SafetensorsFile file = SafetensorsFile.open(to)) {
            assertThat(file.metadata()).containsAllEntriesOf(drawn.metadata).containsEntry("understudy.run", "41");
            for (TensorInfo info : file.tensors()) {
                assertThat(file.bytes(info.name())).isEqualTo(ByteBuffer.wrap(drawn.tensors.get(info.name()).content));
            }
        }
    }
}
