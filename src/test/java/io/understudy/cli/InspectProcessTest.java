package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.format.SafetensorsHeader;
import io.understudy.lora.passport.SyntheticLora;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only a separate process shows: how much memory and how much of the product {@code inspect} needs. */
class InspectProcessTest {
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path folder;

    @Test
    @Tag("heavy")
    void fourGigabytesAreReadWithAHeapOf64Megabytes() throws Exception {
        Path file = sparse(4 * GIGABYTE);

        InspectProcess inspect = InspectProcess.run(file, "-Xmx64m");

        assertThat(inspect.status()).as(inspect.out()).isZero();
        JsonNode json = JsonMapper.shared().readTree(inspect.out());
        assertThat(json.path("parameters").asLong()).isGreaterThan(2_000_000_000L);
        assertThat(json.path("modules").asInt()).isEqualTo(1);
        assertThat(json.path("problems").toString()).contains("changes nothing");
    }

    /** The largest header that is read, of as many tensors as it may name: the server has no more memory for it than this. */
    @Test
    @Tag("heavy")
    @Tag("attack")
    @Timeout(120)
    void aHeaderOf31MegabytesIsReadWithAHeapOf512Megabytes() throws Exception {
        Path file = ofTensors(57_500, "x".repeat(489));
        assertThat(Files.size(file)).isBetween(31_500_000L, SafetensorsHeader.MAX_LENGTH);

        InspectProcess inspect = InspectProcess.run(file, "-Xmx512m");

        assertThat(inspect.status()).as(inspect.out()).isZero();
        assertThat(JsonMapper.shared().readTree(inspect.out()).path("tensors").asInt())
                .isEqualTo(57_500);
    }

    @Test
    void neitherServerNorFrameworkIsLoaded() throws Exception {
        Path file = Files.write(
                folder.resolve("some.safetensors"),
                SyntheticLora.kohyaFlux1(1, 1).bytes());

        InspectProcess inspect = InspectProcess.run(file, "-Xlog:class+load");

        assertThat(inspect.status()).isZero();
        assertThat(inspect.out().lines())
                .filteredOn(line -> line.contains("[class,load] "))
                .hasSizeGreaterThan(400)
                .noneMatch(line -> line.contains(" io.understudy.Application ")
                        || line.contains(" io.understudy.cli.PushCommand ")
                        || line.contains(" io.understudy.cli.client.ApiClient ")
                        || line.contains(" org.springframework.boot.")
                        || line.contains(" org.springframework.context.")
                        || line.contains(" com.vaadin.")
                        || line.contains(" org.hibernate."));
    }

    /** A LoRA of one module whose factors are holes: it takes no room on the disk. */
    private Path sparse(long size) throws IOException {
        long half = size / 2;
        byte[] header =
                """
                {"lora_unet_single_blocks_0_linear1.lora_down.weight":{"dtype":"BF16","shape":[%d,1024],"data_offsets":[0,%d]},\
                "lora_unet_single_blocks_0_linear1.lora_up.weight":{"dtype":"BF16","shape":[1024,%d],"data_offsets":[%d,%d]}}""".formatted(half / 2048, half, half / 2048, half, size).getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("large.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            file.write(header);
            file.setLength(8 + header.length + size);
        }
        return path;
    }

    private Path ofTensors(int count, String ending) throws IOException {
        String header = IntStream.range(0, count)
                .mapToObj(tensor -> "\"%d%s\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}"
                        .formatted(tensor, ending, tensor, tensor + 1))
                .collect(Collectors.joining(",", "{", "}"));
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII));
        return Files.write(folder.resolve("header.safetensors"), bytes.array());
    }
}
