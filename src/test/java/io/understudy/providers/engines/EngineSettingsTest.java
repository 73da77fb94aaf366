package io.understudy.providers.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @Test
    void entriesOfOneMachineAreJoinedWhereTheyUseTheSameCardsOrOneUsesAll() {
        EngineConnection all = box("gpu.example", "");
        EngineConnection first = box("GPU.example", "0");
        EngineConnection both = box("gpu.example", "0,1");

        assertThat(all.isMachineOf(first)).isTrue();
        assertThat(first.isMachineOf(all)).isTrue();
        assertThat(both.isMachineOf(box("gpu.example", "1,0"))).isTrue();
        assertThat(first.isMachineOf(box("gpu.example", "1"))).isFalse();
        assertThat(both.isMachineOf(first)).as("what overlaps in part").isFalse();
        assertThat(all.isMachineOf(box("other.example", ""))).isFalse();
        EngineConnection cluster = TestEngines.slurm("http://gpu.example", "gpu");
        assertThat(cluster.isMachineOf(cluster)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd00::5", "FD00::1"})
    void aHostAndAServerOfOneIpV6AddressAreOneMachine(String address) {
        assertThat(box(address, "").isMachineOf(server(address))).isTrue();
    }

    @Test
    void behindThisServersOwnAddressThereMayBeSeveralMachines() {
        assertThat(box("::1", "").isMachineOf(server("::1"))).isFalse();
    }

    private static EngineConnection server(String address) {
        return TestEngines.connection(EngineKind.AI_TOOLKIT, "http://[" + address + "]:8675", "");
    }

    private static EngineConnection box(String host, String cards) {
        return TestEngines.connection(
                EngineKind.GPU_HOST, Map.of(EngineField.HOST, host, EngineField.CARDS, cards), "");
    }
}
