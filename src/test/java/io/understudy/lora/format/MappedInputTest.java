package io.understudy.lora.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedInputTest {
    @TempDir
    Path folder;

    @Test
    void aMappedFileGivesTheSameBytesAsAnyStream() throws IOException {
        byte[] bytes = new byte[300_001];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(folder.resolve("some.bin"), bytes);

        try (InputStream in = new MappedInput(file)) {
            assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
            byte[] next = new byte[1_000];
            assertThat(in.readNBytes(next, 10, 900)).isEqualTo(900);
            assertThat(next).startsWith(new byte[10]).containsSequence(part(bytes, 1, 901));
            assertThat(in.readAllBytes()).isEqualTo(part(bytes, 901, bytes.length));
            assertThat(in.read()).isEqualTo(-1);
        }
        try (InputStream small = MappedInput.open(file)) {
            assertThat(small.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void anEmptyFileEndsAtOnce() throws IOException {
        try (InputStream in = new MappedInput(Files.createFile(folder.resolve("empty.bin")))) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
