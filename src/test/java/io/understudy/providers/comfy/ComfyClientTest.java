package io.understudy.providers.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.core.DomainException;
import io.understudy.providers.comfy.ComfySocket.Frame;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ComfyClientTest {
    @TempDir
    static Path loras;

    private static FakeComfy comfy;
    private final ComfyClient client = new ComfyClient(comfy.server());

    @BeforeAll
    static void start() throws Exception {
        comfy = new FakeComfy(loras);
    }

    @AfterAll
    static void stop() throws Exception {
        comfy.close();
    }

    @BeforeEach
    void fresh() {
        comfy.forget();
    }

    @Test
    void aServerWithoutWorkHasNothingQueued() {
        assertThat(client.queued()).isZero();
    }

    @Test
    void namesComeInTheOlderAndTheNewerForm() {
        assertThat(new ComfyCatalogue(client).names("VAELoader", "vae_name")).hasValue(List.of("ae.safetensors"));
        comfy.answerOnce("GET /object_info", 200, """
                {"VAELoader":{"input":{"required":{"vae_name":["COMBO",{"options":["new.sft"]}]}}}}""");
        assertThat(new ComfyCatalogue(client).names("VAELoader", "vae_name")).hasValue(List.of("new.sft"));
        assertThat(new ComfyCatalogue(client).names("CLIPTextEncode", "text")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void troubleIsAskedAgain(int status) {
        comfy.answerOnce("GET /prompt", status, "<html>");

        assertThatThrownBy(client::queued).isInstanceOf(ComfyProblem.Away.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 401, 403, 404, 413})
    void aNoIsNotAskedAgain(int status) {
        comfy.answerOnce("GET /prompt", status, "");

        assertThatThrownBy(client::queued)
                .isInstanceOfSatisfying(
                        ComfyProblem.Refused.class,
                        refused -> assertThat(refused.advice()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"exec_info\":{\"queue_remaining\":\"many\"}}", "<html>"})
    void nonsenseIsNoAnswer(String body) {
        comfy.answerOnce("GET /prompt", 200, body);

        assertThatThrownBy(client::queued).isInstanceOf(ComfyProblem.Away.class).hasMessageContaining("is not ComfyUI");
    }

    @Test
    void whatCarriesOurMarkIsFoundInTheQueueWithItsAge() {
        String ours = "0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";
        comfy.answerOnce("GET /queue", 200, """
                {"queue_running": [[1, "a", {}, {"understudy": "%s", "create_time": 1772366400000}, []]],
                 "queue_pending": [[2, "b", {}, {"client_id": "x"}, []], [3, "c", {}, {"understudy": "of others"}, []],
                                   [4, "%1$s", {}, {"understudy": "%1$s"}, []], 7]}""".formatted(ours));

        assertThat(client.sent())
                .containsExactly(
                        new ComfyClient.Sent("a", ours, true, Instant.ofEpochMilli(1_772_366_400_000L)),
                        new ComfyClient.Sent(ours, ours, false, null));
    }

    @Test
    void aNameThatIsNotListedIsRefusedWithTheBeginningOfTheList() {
        ObjectNode graph = graph("VAELoader", "vae_name", "other.safetensors");

        assertThatThrownBy(() -> client.submit(graph, "client", "id"))
                .isInstanceOfSatisfying(ComfyProblem.Refused.class, refused -> {
                    assertThat(refused.words())
                            .contains(
                                    "has no “other.safetensors” for vae_name",
                                    "“Autoencoder”",
                                    "it has ae.safetensors");
                    assertThat(refused.missing()).hasValue("other.safetensors");
                });
    }

    @Test
    void anUnknownNodeIsCalledAMissingCustomNode() {
        assertThatThrownBy(() -> client.submit(graph("Power Lora Loader", "lora", "x"), "client", "id"))
                .isInstanceOfSatisfying(ComfyProblem.Refused.class, refused -> {
                    assertThat(refused.words()).contains("has no node Power Lora Loader");
                    assertThat(refused.advice()).contains("custom node");
                });
    }

    @Test
    void aRefusalThatIsNoJsonIsQuoted() {
        comfy.answerOnce("POST /prompt", 400, "Bad   request");

        assertThatThrownBy(() -> client.submit(graph("VAELoader", "vae_name", "ae.safetensors"), "client", "id"))
                .hasMessageContaining("Bad request");
    }

    @Test
    void anAddressIsCheckedAndSecretsAreNotShown() {
        assertThat(new ComfyServer(URI.create("http://render-1:8188"), () -> ComfyServer.bearer("secret")))
                .hasToString("ComfyUI at render-1:8188");
        assertThatThrownBy(() -> new ComfyServer(URI.create("http://169.254.169.254"), Map::of))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    @Tag("attack")
    void aMessageWithoutEndIsNotKept() throws Exception {
        BlockingQueue<Frame> came = new LinkedBlockingQueue<>();
        try (ComfySocket socket = client.listen("client", came::add)) {
            await().until(() -> comfy.say("{\"data\":{\"prompt_id\":\"short\"}}"));
            assertThat(came.poll(1, TimeUnit.MINUTES)).isEqualTo(new Frame("short", false));

            comfy.say("{\"data\":{\"prompt_id\":\"" + "x".repeat(9 << 20) + "\"}}");

            assertThat(came.poll(1, TimeUnit.MINUTES)).isEqualTo(new Frame("", false));
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    @Tag("attack")
    void onlySmallPicturesOfTheGraphThatRunsArePreviews() throws Exception {
        BlockingQueue<Frame> came = new LinkedBlockingQueue<>();
        byte[] jpeg = TestPhotos.jpeg(64, 64, 1);
        try (ComfySocket socket = client.listen("client", came::add)) {
            await().until(() -> comfy.say("{\"data\":{\"prompt_id\":\"graph\"}}"));
            comfy.sayInBytes(frame(1, jpeg));
            comfy.sayInBytes(frame(1, "<svg onload='alert(1)'>".getBytes(StandardCharsets.UTF_8)));
            comfy.sayInBytes(frame(3, jpeg));
            comfy.sayInBytes(frame(1, Arrays.copyOf(jpeg, 600 << 10)));
            comfy.sayInBytes(new byte[3]);
            comfy.say("{\"type\":\"execution_success\",\"data\":{\"prompt_id\":\"graph\"}}");
            comfy.sayInBytes(frame(1, jpeg));
            comfy.say("{\"data\":{\"prompt_id\":\"end\"}}");

            List<Frame> all = new ArrayList<>();
            do {
                all.add(came.poll(1, TimeUnit.MINUTES));
            } while (!all.getLast().id().equals("end"));

            assertThat(all.stream().filter(one -> one.preview() != null))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.id()).isEqualTo("graph");
                        assertThat(one.preview().encoded()).isEqualTo(jpeg);
                        assertThat(one.preview().mediaType()).isEqualTo("image/jpeg");
                    });
            assertThat(socket.isOpen()).isTrue();
        }
    }

    private static byte[] frame(int kind, byte[] picture) {
        return ByteBuffer.allocate(8 + picture.length)
                .putInt(kind)
                .putInt(1)
                .put(picture)
                .array();
    }

    @Test
    void aFileIsDeliveredOnceAndWhole(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("source"), "bytes");
        SharedLoraFolder delivery = new SharedLoraFolder(folder);

        delivery.deliver(file, "understudy/a.safetensors");
        Path target = folder.resolve("understudy/a.safetensors");
        var first = Files.getLastModifiedTime(target);
        delivery.deliver(file, "understudy/a.safetensors");

        assertThat(target).hasContent("bytes");
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(first);
        assertThatThrownBy(
                        () -> new SharedLoraFolder(folder.resolve("nowhere")).deliver(file, "understudy/a.safetensors"))
                .hasMessageContaining("is not there");
    }

    @Test
    void whatIsNoWholePngIsNoPicture() {
        assertThat(PlainPng.of("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(PlainPng.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 127, 0, 0, 0}))
                .isEmpty();
    }

    private static ObjectNode graph(String type, String input, String value) {
        ObjectNode graph = JsonMapper.shared().createObjectNode();
        ObjectNode node = graph.putObject("3").put("class_type", type);
        node.putObject("_meta").put("title", "Autoencoder");
        node.putObject("inputs").put(input, value);
        return graph;
    }
}
