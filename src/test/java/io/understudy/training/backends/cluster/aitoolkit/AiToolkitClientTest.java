package io.understudy.training.backends.cluster.aitoolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Card;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Folders;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Job;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.JobGone;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.LogPart;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AiToolkitClientTest {
    private static final JsonNode CONFIG = JsonMapper.shared().readTree("""
            {"config": {"process": [{"train": {"steps": 3}, "save": {"save_every": 2},
                "sample": {"sample_every": 4, "samples": [{"prompt": "mira"}]}}]}}""");

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
        assertThat(client.cards())
                .containsExactly(new Card(0, "NVIDIA RTX 4090", 24564), new Card(1, "NVIDIA RTX 4090", 24564));
    }

    @Test
    void aNameIsCreatedOnceAndRunsOnceItsQueueRuns() {
        Job created = client.create("understudy-1", "0", CONFIG);
        assertThat(created.hasEnded()).isTrue();
        assertThat(client.create("understudy-1", "0", CONFIG)).isEqualTo(created);

        client.start(created.id());
        client.startQueue("0");

        assertThat(client.isQueueRunning("0")).isTrue();
        assertThat(client.isQueueRunning("1")).isFalse();
        assertThat(client.job(created.id()))
                .hasValueSatisfying(job -> assertThat(job.isQueued()).isTrue());
        assertThat(client.job(created.id())).hasValueSatisfying(job -> {
            assertThat(job.status()).isEqualTo("running");
            assertThat(job.hasEnded()).isFalse();
        });
        assertThat(server.calls).containsOnlyOnce("POST /api/jobs");
        assertThat(client.end(created.id())).isTrue();
        assertThat(client.end("unknown")).isTrue();
        assertThat(client.find("understudy-1"))
                .hasValueSatisfying(job -> assertThat(job.hasEnded()).isTrue());
        client.delete(created.id());
        assertThat(client.job(created.id())).isEmpty();
    }

    @Test
    void aQueuedJobHasAPlaceAmongThoseOfItsCards() {
        List<String> names = List.of("first", "of-the-other-card", "running", "second");
        for (String name : names) {
            client.create(name, name.startsWith("of") ? "1" : "0", CONFIG);
            server.named(name).status = name.equals("running") ? "running" : "queued";
            server.named(name).order = 1000 * names.indexOf(name);
        }

        assertThat(client.place(client.find("first").orElseThrow())).hasValue(1);
        assertThat(client.place(client.find("second").orElseThrow())).hasValue(2);
        assertThat(client.place(client.find("of-the-other-card").orElseThrow())).hasValue(1);
        server.named("first").order = null;
        assertThat(client.place(client.find("first").orElseThrow())).isEmpty();
        assertThat(client.place(client.find("second").orElseThrow())).hasValue(1);
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

        client.upload("mira-2", "0001.png", () -> new ByteArrayInputStream(new byte[0]));
        client.deleteDataset("mira-2");
        client.deleteDataset("mira-3");

        assertThat(server.files).containsOnlyKeys(FakeAiToolkit.DATASETS + "/mira-1/0001.png");
        assertThat(server.files.get(FakeAiToolkit.DATASETS + "/mira-1/0001.png"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void aFileThatCannotBeReadIsNoFaultOfTheServer() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.upload("mira-1", "0001.png", () -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("no such picture");
                    }
                }))
                .withMessage("no such picture");
    }

    @Test
    void progressIsReadFromAnOffset() {
        String id = client.create("understudy-1", "0", CONFIG).id();
        client.start(id);
        client.startQueue("0");
        for (int look = 0; look < 5; look++) {
            client.job(id);
        }

        LogPart whole = client.log(id, 0);
        assertThat(whole.text()).startsWith("Loading the model\nüber alles\n").endsWith("step 3\n");
        assertThat(client.log(id, whole.next() - 7)).isEqualTo(new LogPart("step 3\n", whole.next(), false));
        assertThat(client.log(id, 999)).isEqualTo(new LogPart(whole.text(), whole.next(), true));
        assertThat(client.metrics(id, "loss/loss", 0)).extracting(Metric::step).containsExactly(1, 2);
        assertThat(client.metrics(id, "learning_rate", -1))
                .hasSize(2)
                .allSatisfy(rate -> assertThat(rate.value()).isEqualTo(1e-4));
        assertThat(client.samples(id)).singleElement().asString().startsWith("/ai/output/understudy-1/samples/");
    }

    @Test
    void aJobThatIsGoneIsSaidSoAndAnAnswerWithoutSenseIsNone() {
        assertThatExceptionOfType(JobGone.class).isThrownBy(() -> client.samples("gone"));
        assertThat(client.job("gone")).isEmpty();

        server.answerWith("{}");
        for (ThrowingCallable question :
                List.<ThrowingCallable>of(() -> client.job("id-1"), client::jobs, client::folders, client::datasets)) {
            assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(question);
        }
    }

    @Test
    void filesAreDownloadedByTheirPath() throws IOException {
        String path = "/ai/output/mira/mira.safetensors";
        server.files.put(path, new byte[] {1, 2, 3});

        assertThat(client.download(path, folder.resolve("lora"), 3)).isTrue();

        assertThat(folder.resolve("lora")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(client.download(path, folder.resolve("longer"), 2)).isFalse();
        server.breakOff("mira.safetensors");
        for (String lost : new String[] {path, "/none"}) {
            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> client.download(lost, folder.resolve("lora"), 3));
        }
    }

    @Test
    void aWrongTokenNeedsAnAdmin() {
        token = "another";

        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(client::folders);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503, 504})
    void aQuestionNeverFailsARun(int status) {
        String id = client.create("understudy-1", "0", CONFIG).id();
        server.answerWith(status);

        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> client.job(id));
        server.close();
        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> client.job(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a b", "a/b", "ä", ".x", "a\"b"})
    void aNameIsOneThatTheServerKeeps(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> client.create(name, "0", CONFIG));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.upload(name, "a.png", () -> new ByteArrayInputStream(new byte[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> client.startQueue("0/../x"));
    }
}
