package io.understudy.training.backends.cluster.aitoolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Card;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Folders;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Job;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.LogPart;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Loss;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.RemoteFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AiToolkitClientTest {
    private static final JsonNode CONFIG = JsonMapper.shared().readTree("{\"job\": \"extension\"}");

    @TempDir
    Path folder;

    private FakeAiToolkit server;
    private String token = FakeAiToolkit.TOKEN;
    private AiToolkitClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAiToolkit(FakeAiToolkit.TOKEN);
        client = new AiToolkitClient(server.address(), () -> token);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itNamesItsFoldersAndCards() {
        assertThat(client.folders()).isEqualTo(new Folders("/ai/output", "/ai/datasets"));
        assertThat(client.cards()).containsExactly(new Card(0, "NVIDIA RTX 4090", 24564));
    }

    @Test
    void aServerWithoutATokenIsOpenToEverybody() throws IOException {
        assertThat(client.isOpenToEverybody()).isFalse();
        try (FakeAiToolkit open = new FakeAiToolkit("")) {
            AiToolkitClient other = new AiToolkitClient(open.address(), () -> "");

            assertThat(other.isOpenToEverybody()).isTrue();
            assertThat(other.folders().training()).isEqualTo("/ai/output");
        }
    }

    @Test
    void aNameIsCreatedOnceAndRunsOnceItsQueueRuns() {
        Job created = client.create("understudy-1", "0", CONFIG);
        assertThat(created.hasEnded()).isTrue();
        assertThat(client.create("understudy-1", "0", CONFIG)).isEqualTo(created);

        client.start(created.id(), "0");

        assertThat(client.job(created.id())).hasValueSatisfying(job -> {
            assertThat(job.status()).isEqualTo("running");
            assertThat(job.hasEnded()).isFalse();
        });
        assertThat(server.calls).containsOnlyOnce("POST /api/jobs");
        client.stop(created.id());
        assertThat(client.find("understudy-1"))
                .hasValueSatisfying(job -> assertThat(job.hasEnded()).isTrue());
        client.delete(created.id());
        assertThat(client.job(created.id())).isEmpty();
    }

    @Test
    void whatTheServerDoesNotTakeFailsTheJob() {
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() ->
                        client.create("understudy-1", "0", JsonMapper.shared().createObjectNode()))
                .withMessageContaining("job_config is required");
    }

    @Test
    void aDatasetIsUploadedFileByFile() throws IOException {
        client.upload("mira-1", "0001.png", () -> new ByteArrayInputStream(new byte[] {1, 2, 3}));

        assertThat(server.uploads)
                .singleElement()
                .asString()
                .contains("name=\"datasetName\"\r\n\r\nmira-1\r\n", "filename=\"0001.png\"", "\r\n\r\n\1\2\3\r\n--");
    }

    @Test
    void progressIsReadFromAnOffset() {
        String id = client.create("understudy-1", "0", CONFIG).id();

        assertThat(client.log(id, 7)).isEqualTo(new LogPart("step 2\n", 14, false));
        assertThat(client.log(id, 99)).isEqualTo(new LogPart("step 1\nstep 2\n", 14, true));
        assertThat(client.losses(id, null, 4)).containsExactly(new Loss(5, 0.5));
        assertThat(client.samples(id)).containsExactly("/ai/output/mira/samples/1.jpg");
    }

    @Test
    void aFileIsDownloaded() throws IOException {
        server.files.put("/ai/output/mira/mira.safetensors", new byte[] {1, 2, 3});
        RemoteFile file = client.files("id-1").getFirst();

        client.download(file.path(), folder.resolve("lora"));

        assertThat(file.size()).isEqualTo(3);
        assertThat(folder.resolve("lora")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> client.download("/none", folder.resolve("lora")));
    }

    @Test
    void aWrongTokenNeedsAnAdmin() {
        token = "another";

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(client::folders)
                .matches(EngineUnreachable::needsAdmin);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503, 504})
    void aQuestionNeverFailsARun(int status) {
        String id = client.create("understudy-1", "0", CONFIG).id();
        server.status = status;

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> client.job(id))
                .matches(problem -> !problem.needsAdmin());
        server.close();
        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> client.job(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a b", "a/b", "ä", ".x", "a\"b"})
    void aNameIsOneThatTheServerKeeps(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> client.create(name, "0", CONFIG));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.upload(name, "a.png", () -> new ByteArrayInputStream(new byte[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> client.start("id", "0/../x"));
    }
}
