package io.understudy.providers.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EngineSettingsTest {
    private static String perRun(EngineKind kind, Map<EngineField, String> values) {
        return TestEngines.connection(kind, values, "").settings().perRun();
    }

    @Test
    void whatARunGetsIsSaidAsItWasEntered() {
        assertThat(perRun(
                        EngineKind.SLURM_SSH,
                        Map.of(
                                EngineField.GPUS,
                                "2",
                                EngineField.GPU_TYPE,
                                "a100",
                                EngineField.PARTITION,
                                "gpu",
                                EngineField.TIME_LIMIT,
                                "120")))
                .isEqualTo("2 a100 GPUs in the partition gpu, 120 minutes at most");
        assertThat(perRun(EngineKind.KUBERNETES, Map.of(EngineField.TIME_LIMIT, "60")))
                .isEqualTo("1 GPU, 60 minutes at most");
        assertThat(perRun(EngineKind.GPU_HOST, Map.of())).isEqualTo("1 GPU");
    }

    @Test
    void anEngineWithVeryManyFilesNamesAsManyAsAreKept() {
        EngineAnswer answer =
                EngineAnswer.of().offering("unet", Collections.nCopies(500, "flux/flux1-dev.safetensors"));

        assertThat(answer.choices("unet")).hasSizeBetween(50, 100);
    }

    @Test
    void shortNamesAreCountedWithWhatIsKeptAroundThem() {
        EngineAnswer answer = EngineAnswer.of().offering("partition", Collections.nCopies(5_000, "a"));

        assertThat(JsonMapper.shared().writeValueAsString(answer.choices("partition")))
                .hasSizeBetween(1_500, 2_010);
    }
}
