package io.understudy.providers.engines.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.providers.engines.TestEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineProbesTest {
    private static EngineAnswer ask(EngineKind kind, String address) {
        return ask(kind, address, Duration.ofMinutes(1));
    }

    private static EngineAnswer ask(EngineKind kind, String address, Duration most) {
        return probe(kind, most).ask(TestEngines.connection(kind, address, "tok"));
    }

    private static EngineProbe probe(EngineKind kind, Duration most) {
        EngineHttp http = new EngineHttp(most);
        return switch (kind) {
            case AI_TOOLKIT -> new AiToolkitProbe(http);
            case COMFYUI -> new ComfyUiProbe(http);
            default -> new SlurmRestProbe(http);
        };
    }

    private static FakeEngine engine(EngineKind kind) {
        return switch (kind) {
            case AI_TOOLKIT -> FakeEngine.aiToolkit();
            case COMFYUI -> FakeEngine.comfyUi();
            default -> FakeEngine.slurm();
        };
    }

    @Test
    void anAiToolkitServerNamesItsCards() {
        try (FakeEngine box = FakeEngine.aiToolkit().wants("tok")) {
            EngineAnswer answer = ask(EngineKind.AI_TOOLKIT, box.address());

            assertThat(answer.facts())
                    .contains(
                            new Fact("Reached", "127.0.0.1, this computer itself"),
                            new Fact("Cards", "0: NVIDIA RTX 4090, 24 GiB; 1: NVIDIA RTX 3090, 24 GiB"));
            assertThat(answer.warnings()).isEmpty();
        }
    }

    @Test
    @Tag("attack")
    void oneThatAnswersEveryoneIsWarnedAbout() {
        try (FakeEngine box = FakeEngine.aiToolkit()) {
            assertThat(ask(EngineKind.AI_TOOLKIT, box.address()).warnings())
                    .singleElement()
                    .asString()
                    .contains("AI_TOOLKIT_AUTH");
        }
    }

    @Test
    void aComfyUiServerNamesItsRelease() {
        try (FakeEngine server = FakeEngine.comfyUi()) {
            assertThat(ask(EngineKind.COMFYUI, server.address()).facts())
                    .contains(
                            new Fact("Release", "ComfyUI 0.3.64"),
                            new Fact("Cards", "cuda:0 NVIDIA RTX 4090, 24 GiB"),
                            new Fact("Diffusion models", "flux1-dev.safetensors"),
                            new Fact("LoRAs", "2"));
        }
    }

    @Test
    void aSlurmClusterNamesPartitionsAndCards() {
        try (FakeEngine cluster = FakeEngine.slurm().wants("tok")) {
            assertThat(ask(EngineKind.SLURM_REST, cluster.address()).facts())
                    .contains(
                            new Fact("Release", "Slurm 24.11.5, cluster test, API v0.0.42"),
                            new Fact("Partitions", "gpu, scavenger"),
                            new Fact("Cards", "node1: gpu:2"));
        }
    }

    @Test
    void aPartitionThatThereIsNotIsNamed() {
        try (FakeEngine cluster = FakeEngine.slurm()) {
            EngineConnection wrong = TestEngines.slurm(cluster.address(), "tpu");

            assertThatThrownBy(() ->
                            probe(EngineKind.SLURM_REST, Duration.ofMinutes(1)).ask(wrong))
                    .hasMessage("127.0.0.1 has no partition “tpu”. It has: gpu, scavenger.");
        }
    }

    @Test
    void anExpiredTokenOfSlurmIsSaidSo() {
        try (FakeEngine cluster = FakeEngine.slurm().wants("another").refusesWith(511)) {
            assertThatThrownBy(() -> ask(EngineKind.SLURM_REST, cluster.address()))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("wrong or has expired");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AI_TOOLKIT", "COMFYUI", "SLURM_REST"})
    void aWrongTokenIsSaidSo(EngineKind kind) {
        try (FakeEngine engine = engine(kind).wants("another")) {
            assertThatThrownBy(() -> ask(kind, engine.address()))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("refuses the token");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AI_TOOLKIT", "COMFYUI", "SLURM_REST"})
    void anotherKindOfServerIsNotTakenForAnEngine(EngineKind kind) {
        try (FakeEngine page = new FakeEngine()) {
            for (String path : new String[] {"/api/gpu", "/system_stats", "/openapi/v3"}) {
                page.answer(path, "<html>It works</html>");
            }
            assertThatThrownBy(() -> ask(kind, page.address()))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("but not as");
        }
    }

    @ParameterizedTest
    @Tag("attack")
    @EnumSource(names = {"AI_TOOLKIT", "COMFYUI", "SLURM_REST"})
    void aTokenIsNotSentOnToAnotherAddress(EngineKind kind) {
        try (FakeEngine engine = new FakeEngine();
                FakeEngine other = engine(kind)) {
            for (String path : new String[] {"/api/gpu", "/system_stats", "/openapi/v3"}) {
                engine.sendOn(path, other.address() + path);
            }
            assertThatThrownBy(() -> ask(kind, engine.address())).hasMessageContaining("sends requests on to");
            assertThat(other.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AI_TOOLKIT", "COMFYUI", "SLURM_REST"})
    void oneThatNeverAnswersIsGivenUp(EngineKind kind) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ask(kind, "http://127.0.0.1:" + silent.getLocalPort(), Duration.ofSeconds(1)))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void oneThatIsNotThereIsSaidSo() {
        FakeEngine gone = new FakeEngine();
        gone.close();

        assertThatThrownBy(() -> ask(EngineKind.COMFYUI, gone.address())).hasMessageContaining("does not answer");
    }

    @Test
    @Tag("attack")
    void theAddressOfCloudCredentialsIsNeverAsked() {
        assertThatThrownBy(() -> ask(EngineKind.COMFYUI, "http://169.254.169.254"))
                .hasMessageContaining("never asks");
    }
}
