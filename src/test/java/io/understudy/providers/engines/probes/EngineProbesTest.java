package io.understudy.providers.engines.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.providers.engines.TestEngines;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshServerInside;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.support.SocketRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineProbesTest {
    private static final SshConnections connections = new SshConnections();

    @AfterAll
    static void stop() {
        connections.close();
    }

    private static EngineAnswer ask(EngineKind kind, String address) {
        return ask(kind, address, Duration.ofMinutes(1));
    }

    private static EngineAnswer ask(EngineKind kind, String address, Duration most) {
        return probe(kind, most).ask(TestEngines.connection(kind, address, "tok"));
    }

    private static EngineProbe probe(EngineKind kind, Duration most) {
        ProbeHttp http = new ProbeHttp(most);
        return switch (kind) {
            case AI_TOOLKIT -> new AiToolkitProbe(http);
            case COMFYUI -> new ComfyUiProbe(http, connections);
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
    void aComfyUiServerNamesItsReleaseAndItsFiles() {
        try (FakeEngine server = FakeEngine.comfyUi()) {
            EngineAnswer answer = ask(EngineKind.COMFYUI, server.address());

            assertThat(answer.facts())
                    .contains(
                            new Fact("Release", "ComfyUI 0.3.64"),
                            new Fact("Cards", "cuda:0 NVIDIA RTX 4090, 24 GiB"),
                            new Fact("Diffusion models", "flux1-dev.safetensors"),
                            new Fact("Text encoders", "clip_l.safetensors, t5xxl.safetensors"),
                            new Fact("Autoencoders", "ae.safetensors"),
                            new Fact("LoRAs", "2"));
            assertThat(answer.choices("clip")).containsExactly("clip_l.safetensors", "t5xxl.safetensors");
            assertThat(answer.choices("vae")).containsExactly("ae.safetensors");
        }
    }

    @Test
    void theHostThatTakesLorasIsTriedOut(@TempDir Path place) throws Exception {
        Path loras = Files.createDirectory(place.resolve("loras"));
        try (FakeEngine server = FakeEngine.comfyUi();
                SshServerInside host = new SshServerInside()) {
            EngineAnswer good = ask(withLoraHost(server, host.target(), loras));
            EngineAnswer bad = ask(withLoraHost(server, host.target(), place.resolve("nowhere")));

            assertThat(good.isGood()).isTrue();
            assertThat(good.facts()).contains(new Fact("LoRA folder", loras + " on 127.0.0.1 can be written"));
            assertThat(bad.problem()).contains("There is no folder " + place.resolve("nowhere"));
            assertThat(loras).isEmptyDirectory();
        }
    }

    private static EngineAnswer ask(EngineConnection engine) {
        return probe(engine.kind(), Duration.ofMinutes(1)).ask(engine);
    }

    private static EngineConnection withLoraHost(FakeEngine server, SshTarget host, Path loras) {
        return TestEngines.connection(
                EngineKind.COMFYUI,
                Map.of(
                        EngineField.ADDRESS,
                        server.address(),
                        EngineField.LORA_FOLDER,
                        loras.toString(),
                        EngineField.LORA_HOST,
                        host.host(),
                        EngineField.LORA_PORT,
                        Integer.toString(host.port()),
                        EngineField.LORA_USER,
                        host.user(),
                        EngineField.LORA_HOST_KEY,
                        host.hostKey().line()),
                Map.of(EngineField.LORA_KEY, host.privateKey()));
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
    void aSlurmClusterThatKeepsAccountsSaysTheFairShareOfTheTokensUser() {
        String token = "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"sun\":\"artist\"}".getBytes(StandardCharsets.UTF_8))
                + ".sig";
        try (FakeEngine cluster = FakeEngine.slurm()) {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            assertThat(askSlurm(cluster.address(), folder, token).facts())
                    .extracting(Fact::term)
                    .doesNotContain("Fair share");

            cluster.answer("/slurm/v0.0.42/shares", """
                    {"shares":{"shares":[
                     {"name":"artist","parent":"physics","type":["USER"],"fairshare":{"factor":{"set":true,"number":0.31}}},
                     {"name":"artist","parent":"chemistry","type":["USER"],"fairshare":{"factor":0.5}},
                     {"name":"artist","parent":"biology","type":["USER"],"fairshare":{"factor":{"set":false,"number":0}}},
                     {"name":"other","parent":"physics","type":["USER"],"fairshare":{"factor":{"set":true,"number":1}}}]}}""");
            assertThat(askSlurm(cluster.address(), folder, token).facts())
                    .contains(new Fact("Fair share", "physics 0.31, chemistry 0.50"));
        }
    }

    @Test
    void aSlurmClusterOffersTheTypesOfItsCards() {
        try (FakeEngine cluster = FakeEngine.slurm()) {
            assertThat(ask(EngineKind.SLURM_REST, cluster.address()).choices(EngineField.GPU_TYPE.property()))
                    .isEmpty();
            cluster.answer("/slurm/v0.0.42/nodes/", """
                    {"nodes":[{"name":"node1","gres":"gpu:h100:8(S:0-1),shard:8"},{"name":"login","gres":""},
                              {"name":"node2","gres":"gpu:a100:4,gpu:h100:2"},{"name":"node3","gres":"gpu:2"}]}""");

            assertThat(ask(EngineKind.SLURM_REST, cluster.address()).choices(EngineField.GPU_TYPE.property()))
                    .containsExactly("a100", "h100");
        }
    }

    private static EngineConnection slurm(String address, Path shared, String token) {
        return TestEngines.connection(
                EngineKind.SLURM_REST,
                Map.of(EngineField.ADDRESS, address, EngineField.SHARED_FOLDER, shared.toString()),
                token);
    }

    private static EngineAnswer askSlurm(String address, Path shared, String token) {
        return probe(EngineKind.SLURM_REST, Duration.ofMinutes(1)).ask(slurm(address, shared, token));
    }

    @Test
    void aSlurmClusterAnswersThroughItsSocket(@TempDir Path folder) throws IOException {
        try (FakeEngine cluster = FakeEngine.slurm();
                SocketRelay socket = new SocketRelay(folder.resolve("rest.sock"), URI.create(cluster.address()))) {
            for (int times = 0; times < 2; times++) {
                assertThat(askSlurm(socket.address(), folder, "tok").facts())
                        .contains(
                                new Fact("Reached", "a socket of this computer"),
                                new Fact("Partitions", "gpu, scavenger"));
            }
        }
        assertThatThrownBy(() -> askSlurm("unix:" + folder + "/none.sock", folder, "tok"))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContaining("none.sock does not answer");
    }

    @Test
    @Tag("attack")
    void noTokenIsGivenToASocket(@TempDir Path folder) throws IOException {
        try (FakeEngine cluster = FakeEngine.slurm().wants("tok");
                SocketRelay socket = new SocketRelay(folder.resolve("rest.sock"), URI.create(cluster.address()))) {
            assertThatThrownBy(() -> askSlurm(socket.address(), folder, "tok"))
                    .isInstanceOf(EngineProblem.class)
                    .hasMessageContaining("refuses the account of this server");
        }
    }

    @Test
    @Tag("attack")
    void aSharedFolderThatEveryoneReadsIsWarnedAbout(@TempDir Path folder) throws IOException {
        try (FakeEngine cluster = FakeEngine.slurm()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(askSlurm(cluster.address(), folder, "tok").warnings())
                    .singleElement()
                    .asString()
                    .contains("chmod o= " + folder);

            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            assertThat(askSlurm(cluster.address(), folder, "tok").warnings()).isEmpty();
        }
    }

    @Test
    void aFolderThatTheAccountOfTheJobsCannotWriteIsWarnedAbout(@TempDir Path folder) throws IOException {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"sun\":\"artist\"}".getBytes(StandardCharsets.UTF_8));
        try (FakeEngine cluster = FakeEngine.slurm()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
            assertThat(askSlurm(cluster.address(), folder, "e30." + claims + ".sig")
                            .warnings())
                    .singleElement()
                    .asString()
                    .contains("Jobs run in the account artist", "chmod g+rwxs " + folder);

            Files.setAttribute(folder, "unix:mode", 0b010_111_111_000);
            assertThat(askSlurm(cluster.address(), folder, "e30." + claims + ".sig")
                            .warnings())
                    .isEmpty();
        }
    }

    @Test
    void aPartitionThatThereIsNotIsNamed() {
        try (FakeEngine cluster = FakeEngine.slurm()) {
            EngineConnection wrong = TestEngines.slurm(cluster.address(), "tpu");

            EngineAnswer answer =
                    probe(EngineKind.SLURM_REST, Duration.ofMinutes(1)).ask(wrong);

            assertThat(answer.problem()).isEqualTo("127.0.0.1 has no partition “tpu”. It has: gpu, scavenger.");
            assertThat(answer.choices(EngineField.PARTITION.property())).containsExactly("gpu", "scavenger");
        }
    }

    @Test
    void aSharedFolderThatThisServerDoesNotHaveIsNamed(@TempDir Path folder) {
        try (FakeEngine cluster = FakeEngine.slurm()) {
            EngineAnswer answer = askSlurm(cluster.address(), folder.resolve("none"), "tok");

            assertThat(answer.problem()).contains("cannot write to its folder " + folder.resolve("none"));
            assertThat(answer.choices(EngineField.PARTITION.property())).containsExactly("gpu", "scavenger");
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
