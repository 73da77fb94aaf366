package io.understudy.training.backends.cluster.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIndexTest {
    private static JobIndex read(String text) {
        return JobIndex.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JobIndex withFiles(String files) {
        return read("{\"files\": " + files + ", \"seen\": {}, \"gone\": []}");
    }

    @Test
    void whatAPodHasCopiedIsNamed() {
        assertThat(withFiles("{\"output/lora ☃.safetensors\": [[599, 4294967296], [0, 5]]}")
                        .files())
                .containsOnlyKeys("output/lora ☃.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"files\": null}",
                "{\"files\": {}, \"seen\": {}, \"gone\": null}",
                "{\"files\"",
            })
    void whatIsNoIndexNamesNothing(String nonsense) {
        assertThat(read(nonsense)).isSameAs(JobIndex.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": null}",
                "{\"a\": [null]}",
                "{\"a\": [[0]]}",
                "{\"a\": [[0, -1]]}",
                "{\"a\": [[-1, 1]]}",
                "{\"a\": [[600, 1]]}",
                "{\"a\": [[0, 9223372036854775807], [1, 1]]}",
                "{\"a\": [[0, 1e30]]}",
                "{\"../a\": [[0, 1]]}",
                "{\"/etc/passwd\": [[0, 1]]}",
                "{\"\": [[0, 1]]}",
                "{\"a\\nb\": [[0, 1]]}",
            })
    void whatNoPodOfOursWritesNamesNothing(String files) {
        assertThat(withFiles(files)).isSameAs(JobIndex.EMPTY);
    }
}
