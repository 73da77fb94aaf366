package io.understudy.settings;

import static io.understudy.support.NamesOfTests.nameOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.datasets.captioning.VisionModel;
import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineField.Input;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshServerInside;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.storage.scan.ScannerProperties;
import io.understudy.storage.scan.VirusScanner;
import io.understudy.support.StudioTest;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.kubernetes.KubernetesConnection;
import io.understudy.training.backends.cluster.kubernetes.KubernetesScheduler;
import io.understudy.training.backends.cluster.slurm.SlurmRest;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookNetworks;
import io.understudy.webhooks.WebhookService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Names that lead to where clouds hand out credentials: what is written is harmless, what is reached is not. */
@StudioTest
@Tag("attack")
class AddressFieldsTest {
    private static final String METADATA = nameOf("169.254.169.254");
    private static final String REFUSED = "never asks|never connects to|does not send to";

    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    VisionModelService vision;

    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    DeliveryService deliveries;

    @Autowired
    People people;

    @TempDir
    Path folder;

    private final FakeEngine comfy = FakeEngine.comfyUi();
    private final SshServerInside ssh = new SshServerInside();

    AddressFieldsTest() throws Exception {}

    @FunctionalInterface
    private interface Entering {
        /** What an admin reads who enters this host. */
        String said(AddressFieldsTest test, String host) throws Exception;
    }

    @BeforeEach
    void anAdmin() {
        people.signIn(people.admin("Ada"));
    }

    @AfterEach
    void stop() throws Exception {
        comfy.close();
        ssh.close();
    }

    static Stream<Arguments> fields() {
        Stream<Arguments> ofEngines = Arrays.stream(EngineKind.values())
                .flatMap(kind -> kind.fields().stream()
                        .filter(AddressFieldsTest::isAddress)
                        .map(field -> field(kind + " " + field, (test, host) -> test.engine(kind, field, host))));
        return Stream.concat(
                ofEngines,
                Stream.of(
                        field(
                                "Fetch the key of a host",
                                (test, host) -> String.valueOf(catchThrowable(() -> test.checks.hostKey(host, ""))
                                        .getMessage())),
                        field("Vision model", AddressFieldsTest::visionModel),
                        field("Webhook", AddressFieldsTest::webhook)));
    }

    private static Arguments field(String label, Entering entering) {
        return Arguments.argumentSet(label, entering);
    }

    private static boolean isAddress(EngineField field) {
        return field.input() == Input.ADDRESS || field.input() == Input.HOST || field == EngineField.MORE_ADDRESSES;
    }

    private String engine(EngineKind kind, EngineField field, String host) throws Exception {
        SshTarget target = ssh.target();
        Map<EngineField, String> values = new EnumMap<>(EngineField.class);
        values.put(EngineField.ADDRESS, comfy.address());
        values.put(EngineField.USER, target.user());
        values.put(EngineField.HOST_KEY, target.hostKey().line());
        values.put(EngineField.SHARED_FOLDER, "/shared");
        values.put(EngineField.IMAGE, "trainer");
        for (EngineField path : Set.of(
                EngineField.TRAINER_FOLDER,
                EngineField.MODEL,
                EngineField.MODEL_FILE,
                EngineField.CLIP_L,
                EngineField.T5XXL,
                EngineField.AUTOENCODER,
                EngineField.JAR)) {
            values.put(path, "/opt/" + path.property());
        }
        values.put(field, field.input() == Input.HOST ? host : "http://" + host);
        Map<EngineField, String> secrets = new EnumMap<>(
                Map.of(EngineField.SSH_KEY, target.privateKey(), EngineField.SLURM_TOKEN, "t", EngineField.TOKEN, "t"));
        if (field == EngineField.LORA_HOST) {
            values.put(EngineField.LORA_FOLDER, "/loras");
            values.put(EngineField.LORA_USER, target.user());
            values.put(EngineField.LORA_HOST_KEY, target.hostKey().line());
            secrets.put(EngineField.LORA_KEY, target.privateKey());
        }
        String trainer = engines.trainers(kind).stream()
                .findFirst()
                .map(first -> first.id())
                .orElse("");
        EngineDraft draft = new EngineDraft("Attic", kind, values, secrets, trainer, "/scratch", 1, null, Role.MEMBER);
        return String.valueOf(checks.test(Optional.empty(), draft).problem());
    }

    private String visionModel(String host) {
        vision.choose("http://" + host + "/v1", "llava", VisionModel.KeyScheme.BEARER, null, 1);
        return String.valueOf(catchThrowable(vision.available()::join).getMessage());
    }

    private String webhook(String host) {
        networks.change("0.0.0.0/0\n::/0");
        WebhookId id = webhooks.add(new WebhookDraft(
                        "Chat", "https://" + host, WebhookFormat.STANDARD, Set.of(WebhookEvent.RUN_FAILED)))
                .webhook();
        return deliveries.test(id).answer();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aNameThatLeadsToMetadataIsNeverConnectedTo(Entering field) throws Exception {
        assertThat(field.said(this, METADATA)).containsPattern(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"169.254.1.2", "fe80::1", "168.63.129.16", "192.0.0.192", "100.100.100.200", "fd00:ec2::254"})
    void everyAddressOfMetadataIsRefused(String address) throws Exception {
        assertThat(engine(EngineKind.GPU_HOST, EngineField.HOST, nameOf(address)))
                .containsPattern(REFUSED);
        assertThat(engine(EngineKind.KUBERNETES, EngineField.ADDRESS, nameOf(address)))
                .containsPattern(REFUSED);
        assertRefused(() ->
                new ComfyClient(new ComfyServer(URI.create("http://" + nameOf(address)), Map::of)).queued());
    }

    @Test
    void whatWorksWithAnEngineLaterIsJudgedAsItsTestIs() throws Exception {
        URI address = URI.create("http://" + METADATA);
        ComfyClient client = new ComfyClient(new ComfyServer(address, Map::of));
        SshTarget target = ssh.target();
        Path file = Files.createFile(folder.resolve("picture"));

        assertRefused(client::queued);
        assertRefused(() -> client.listen("client", frame -> {}));
        assertRefused(() -> new AiToolkitClient(address, () -> "token").jobs());
        assertRefused(() -> new SlurmRest(address, () -> "token", InstantSource.system()).describe());
        assertRefused(() -> new KubernetesScheduler(
                        new KubernetesConnection(address, "training", () -> "", () -> "token"),
                        new KubernetesJob("trainer", 1, 0, 0, 1, "", "", "", List.of(), List.of(), "", "", "", ""),
                        "python3",
                        path -> path,
                        Duration.ZERO)
                .find("run"));
        try (SshConnections connections = new SshConnections()) {
            SshTarget elsewhere = new SshTarget(METADATA, 22, target.user(), target.privateKey(), target.hostKey());
            assertRefused(() -> connections.to(elsewhere).run("true", "", Duration.ofSeconds(1)));
            assertRefused(() -> connections.to(elsewhere).files(files -> files.stat("/")));
        }
        assertRefused(() ->
                new VirusScanner(new ScannerProperties(METADATA, 3310, Duration.ofSeconds(1))).requireClean(file));
    }

    private static void assertRefused(ThrowingCallable asking) {
        assertThatThrownBy(asking).hasRootCauseInstanceOf(RefusedAddressException.class);
    }
}
