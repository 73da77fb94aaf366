package io.understudy.training.backends.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.TestEngines;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.Launch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterLaunchTest {
    private static final List<String> MOUNTS =
            List.of("/models/flux:/models/flux:ro", "/data:/data:ro", "/scratch:/tmp");

    private final Map<EngineField, String> values = new EnumMap<>(Map.of(
            EngineField.IMAGE, "/images/trainer.sif",
            EngineField.MODEL, "/models/flux",
            EngineField.MOUNTS, "/data:/data:ro, /scratch:/tmp",
            EngineField.CONTAINER_COMMAND, "singularity exec --nv --bind {mounts} {image} {command}"));

    private Launch launch(String container) {
        values.put(EngineField.CONTAINER, container);
        EngineConnection engine = TestEngines.connection(EngineKind.SLURM_SSH, values, "");
        return ClusterEngines.launch(ClusterEngines.job(engine).orElseThrow(), ClusterEngines.installation(engine));
    }

    @Test
    void anOwnCommandStartsTheRunWithTheModelAndTheOtherMounts() {
        assertThat(launch("command"))
                .isEqualTo(new Launch(
                        "singularity exec --nv --bind {mounts} {image} {command}", "/images/trainer.sif", MOUNTS));
    }

    private Placement placement() {
        return ClusterEngines.placement(ClusterEngines.job(TestEngines.connection(EngineKind.SLURM_SSH, values, ""))
                .orElseThrow());
    }

    @Test
    void runsAreAsNiceToOtherJobsAsAnAdminEntered() {
        assertThat(placement().nice()).isNull();
        values.put(EngineField.NICE, "100");
        values.put(EngineField.PARTITION, "gpu");

        assertThat(placement()).isEqualTo(new Placement("gpu", "", "", "", "", "", 100));
    }

    @Test
    void theKnownContainersHaveTheOtherMountsToo() {
        assertThat(launch("pyxis")).isEqualTo(new Launch(Launch.PYXIS, "/images/trainer.sif", MOUNTS));
        assertThat(launch("apptainer")).isEqualTo(new Launch(Launch.APPTAINER, "/images/trainer.sif", MOUNTS));
        assertThat(launch("none")).isEqualTo(Launch.PLAIN);
    }
}
