package io.understudy.lora.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class SafetensorsTest {
    private static final float[] VALUES = {0f, -0f, 1f, -2.5f, 65504f, 1e-7f, 0.1f, (float) Math.PI};

    @TempDir
    Path folder;

    @Test
    void aFileRoundTripsBitForBit() throws IOException {
        Path file = folder.resolve("some.safetensors");
        byte[] bytes = writer().toBytes();
        writer().writeTo(file);
        assertThat(file).hasBinaryContent(bytes);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsExactly(Map.entry("title", "Äva \"A\""), Map.entry("b", ""));
            assertThat(read.tensors()).extracting(TensorInfo::name).containsExactly("plain", "half", "brain", "alpha");
            assertThat(read.tensor("plain").orElseThrow().shape()).isEqualTo(List.of(2L, 4L));
            assertThat(read.floats("plain")).containsExactly(VALUES);
            assertThat(read.floats("alpha")).containsExactly(16f);
            SafetensorsWriter again = new SafetensorsWriter().metadata(read.metadata());
            for (TensorInfo tensor : read.tensors()) {
                int[] shape = tensor.shape().stream().mapToInt(Long::intValue).toArray();
                again.tensor(tensor.name(), tensor.type(), read.floats(tensor.name()), shape);
            }
            assertThat(again.toBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void halfTypesAreRoundedToTheNearestValue() throws IOException {
        try (SafetensorsFile read = SafetensorsFile.of(writer().toBytes())) {
            assertThat(read.floats("half")[7]).isEqualTo(3.140625f);
            assertThat(read.floats("brain")[7]).isEqualTo(3.140625f);
            assertThat(read.floats("brain")[6]).isEqualTo(0x1.9ap-4f);
            assertThat(read.floats("half")[4]).isEqualTo(65504f);
        }
    }

    @Test
    void aHeaderWithMorePartsThanAnyLoraIsRefused() {
        String dimensions = "1,".repeat(SafetensorsHeader.MOST_TOKENS) + "1";
        byte[] json = ("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + dimensions + "],\"data_offsets\":[0,4]}}")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SafetensorsHeader.parse(json, 4))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessageStartingWith("The header has more parts than that of any LoRA");
        assertThatThrownBy(() -> SafetensorsHeader.parse("{\"a\":[[[[[[]]]]]]}".getBytes(StandardCharsets.UTF_8), 0))
                .hasMessageStartingWith("The header has more parts than that of any LoRA");
        assertThatThrownBy(() -> SafetensorsHeader.checkLength(SafetensorsHeader.MAX_LENGTH + 1, 1L << 40))
                .hasMessageContaining("outside 2 to 32000000 bytes");
    }

    @Test
    void theDataBeginsAlignedToEightBytes() {
        long length = ByteBuffer.wrap(writer().toBytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(length % 8).isZero();
    }

    @Test
    void doublesAreReadAsFloats() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, 0.25);
        byte[] file = file("{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", data.array());
        try (SafetensorsFile read = SafetensorsFile.of(file)) {
            assertThat(read.floats("x")).containsExactly(0.25f);
            assertThatThrownBy(() -> read.floats("y")).hasMessage("The file has no tensor \"y\".");
        }
    }

    @Test
    void anIntegerTensorIsNotReadAsFloats() throws IOException {
        byte[] file = file("{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", new byte[1]);
        try (SafetensorsFile read = SafetensorsFile.of(file)) {
            assertThatThrownBy(() -> read.floats("x")).hasMessageContaining("is of type U8");
            assertThat(read.bytes("x").remaining()).isOne();
        }
    }

    @Test
    void brokenFilesAreRefusedWithTheExactReason() {
        refused(new byte[5], "The file has 5 bytes; a safetensors file has at least 8.");
        refused(ByteBuffer.allocate(16).putLong(-1).array(), "outside 2 to 32000000 bytes");
        refused(
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(9)
                        .array(),
                "announces 9 bytes, but the file has only 8");
        refused(file("[1,2]", new byte[0]), "does not begin with '{'");
        refused(file("{\"a\":", new byte[0]), "not valid JSON");
        refused(file("{\"__metadata__\":{},\"__metadata__\":{}}", new byte[0]), "not valid JSON: Duplicate");
        refused(file("{\"__metadata__\":{\"n\":1}}", new byte[0]), "__metadata__ entry \"n\" is not a text");
        refused(file("{\"x\":7}", new byte[0]), "Tensor \"x\" is not described by a JSON object.");
        refused(file(entry("x", "F12", "[1]", 0, 4), new byte[4]), "Tensor \"x\" has the unknown dtype \"F12\".");
        refused(file(entry("x", "F32", "[1.5]", 0, 4), new byte[4]), "has 1.5 in \"shape\"");
        refused(file(entry("x", "F32", "[-1]", 0, 4), new byte[4]), "has -1 in \"shape\"");
        refused(
                file(entry("x", "F32", "[3]", 0, 8), new byte[8]),
                "Tensor \"x\" has shape [3] of F32, which needs 12 bytes, but data_offsets give 8.");
        refused(file(entry("x", "F32", "[2]", 0, 8), new byte[4]), "outside the 4 bytes of data");
        refused(file(entry("x", "F32", "[4611686018427387904,8]", 0, 8), new byte[8]), "too large for any file");
        refused(file(entry("x", "F32", "[1]", 4, 8), new byte[8]), "leaving a gap after \"the header\"");
        refused(file(entry("x", "F32", "[1]", 0, 4), new byte[8]), "4 bytes follow the last tensor");
        String two = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}";
        refused(file(two, new byte[12]), "Tensor \"y\" begins at byte 4 and overlaps \"x\", which ends at 8.");
    }

    @Test
    void theWriterRefusesAShapeThatDoesNotFit() {
        assertThatThrownBy(() -> new SafetensorsWriter().tensor("x", TensorType.F32, VALUES, 3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor \"x\" has 8 values, but shape [3, 3] asks for 9.");
        assertThatThrownBy(() -> writer().tensor("half", TensorType.F32, VALUES, 8))
                .hasMessageContaining("is taken");
    }

    private static SafetensorsWriter writer() {
        return new SafetensorsWriter()
                .metadata("title", "Äva \"A\"")
                .metadata("b", "")
                .tensor("plain", TensorType.F32, VALUES, 2, 4)
                .tensor("half", TensorType.F16, VALUES, 8)
                .tensor("brain", TensorType.BF16, VALUES, 4, 2)
                .tensor("alpha", TensorType.F32, new float[] {16});
    }

    private static String entry(String name, String type, String shape, int begin, int end) {
        return "{\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}}"
                .formatted(name, type, shape, begin, end);
    }

    private static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    private static void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> SafetensorsFile.of(bytes))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessageContaining(reason);
    }
}
