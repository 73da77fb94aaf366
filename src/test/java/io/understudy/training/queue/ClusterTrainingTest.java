package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.storage.BlobStore;
import io.understudy.support.OtherProgram;
import io.understudy.support.SlurmCluster;
import io.understudy.support.SshBox;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Job;
import io.understudy.training.backends.cluster.aitoolkit.FakeAiToolkit;
import io.understudy.training.backends.cluster.host.HostScheduler;
import io.understudy.training.backends.engines.ClusterHosts;
import io.understudy.training.runs.LaunchRequest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Engines that an admin adds train the miniature, on real schedulers of this machine. */
@Tag("cluster")
class ClusterTrainingTest extends TrainingTest {
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    EngineJobService jobs;

    @Autowired
    CancelledRunQueue cancelled;

    @Autowired
    BlobStore blobs;

    @BeforeEach
    void python() {
        OtherProgram.assumeInstalled("python3");
    }

    private String added(EngineDraft draft) {
        people.signIn(people.admin("Ada"));
        String backend = engines.engine(engines.add(draft)).backend();
        assertThat(checks.test(engines.engines().getFirst().id()).problem()).isNull();
        return backend;
    }

    private RunId launched(String engine, TrainingSettings settings) {
        people.signIn(people.member("Mara"));
        RunId run = runs.launch(new LaunchRequest(ava, engine, settings, true, UUID.randomUUID(), null))
                .run();
        worker.fill();
        return run;
    }

    private void assertTrains(String engine) throws Exception {
        RunDetails details = ended(launched(engine, parameters()));
        assertThat(details.state()).as(details::toString).isEqualTo(RunState.SUCCEEDED);
        byte[] lora;
        try (InputStream in = blobs.open(details.lora())) {
            lora = in.readAllBytes();
        }
        try (SafetensorsFile file = SafetensorsFile.of(lora)) {
            assertThat(file.metadata()).containsKey("understudy.base");
        }
        assertNoJobs(engine);
    }

    private RunDetails ended(RunId run) {
        await().pollInSameThread()
                .atMost(SOON)
                .until(() -> runs.details(run).state().isOver());
        return runs.details(run);
    }

    private void assertNoJobs(String engine) {
        people.signIn(people.admin("Ada"));
        await().pollInSameThread()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(jobs.orphans(engine)).isEmpty());
    }

    private static TrainingSettings endless() {
        TrainingSettings usual = parameters();
        return new TrainingSettings(
                usual.triggerWord(),
                5_000,
                usual.learningRate(),
                usual.rank(),
                usual.alpha(),
                usual.batchSize(),
                usual.resolution(),
                usual.seed(),
                usual.sampleEvery(),
                usual.saveEvery(),
                usual.samplePrompts());
    }

    @Test
    void aGpuHostTrainsAndACancelledRunLeavesNoJobThere() throws Exception {
        Path cards = ClusterHosts.twoCards(folder.resolve("bin"));
        Path work = Files.createTempDirectory(folder, "work");
        try (SshBox box = new SshBox(folder.resolve("ssh"), Map.of("PATH", cards + ":/usr/bin:/bin"))) {
            String engine = added(ClusterHosts.draft(
                    EngineKind.GPU_HOST,
                    "miniature",
                    work,
                    box.target(),
                    ClusterHosts.miniature(ClusterHosts.jar(folder))));
            assertTrains(engine);

            RunId run = launched(engine, endless());
            await().pollInSameThread()
                    .atMost(SOON)
                    .until(() -> runs.details(run).state() == RunState.RUNNING);
            runs.cancel(run);
            cancelled.settled().join();
            assertNoJobs(engine);

            JobScheduler scheduler = new HostScheduler(new EngineShell(box.connection()), work + "/.jobs", List.of());
            Files.writeString(work.resolve("script"), "while :; do sleep 0.2; done");
            String name = "understudy-" + UUID.randomUUID();
            scheduler.submit(new JobRequest(
                    name,
                    work.toString(),
                    "script",
                    new Resources(1, "", 1, 0, 0),
                    Placement.DEFAULT,
                    Launch.PLAIN,
                    0));
            assertThat(jobs.orphans(engine))
                    .extracting(orphan -> orphan.job().id())
                    .containsExactly(name);
            jobs.end(engine, name);
            assertNoJobs(engine);
        }
    }

    @Test
    void aServerOfAiToolkitTrainsAndWhatNobodyFollowsThereIsShown() throws Exception {
        try (FakeAiToolkit server = new FakeAiToolkit(FakeAiToolkit.TOKEN)) {
            server.trainFaster(5_000);
            String engine = added(ClusterHosts.draft(
                    EngineKind.AI_TOOLKIT,
                    "ai-toolkit",
                    Path.of(""),
                    Map.of(
                            EngineField.ADDRESS,
                            server.address().toString(),
                            EngineField.MODEL,
                            "black-forest-labs/FLUX.1-dev"),
                    Map.of(EngineField.TOKEN, FakeAiToolkit.TOKEN)));

            RunDetails details = ended(launched(engine, parameters()));

            assertThat(details.state()).as(details::toString).isEqualTo(RunState.SUCCEEDED);
            await().atMost(SOON).until(server.jobs::isEmpty);
            assertNoJobs(engine);
            AiToolkitClient client = new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN);
            Job job = client.create(
                    "understudy-" + UUID.randomUUID(),
                    "0",
                    JsonMapper.shared().createObjectNode().put("name", "left"));
            client.start(job.id());
            client.startQueue("0");
            assertThat(jobs.orphans(engine))
                    .extracting(orphan -> orphan.job().id())
                    .containsExactly(job.id());
            jobs.end(engine, job.id());
            assertNoJobs(engine);
        }
    }

    @Test
    void slurmTrainsByRestAndBySsh() throws Exception {
        try (SlurmCluster cluster = new SlurmCluster();
                SshBox box = new SshBox(folder.resolve("ssh"), cluster.environment())) {
            Path work = cluster.work();
            Map<EngineField, String> values = ClusterHosts.miniature(ClusterHosts.jar(work));
            values.put(EngineField.PARTITION, "gpu");
            values.put(EngineField.MEMORY, "2000");
            values.put(EngineField.CPUS, "1");
            String bySsh = added(ClusterHosts.draft(EngineKind.SLURM_SSH, "miniature", work, box.target(), values));
            assertTrains(bySsh);
            people.signIn(people.admin("Ada"));
            engines.remove(engines.engines().getFirst().id());

            values.put(EngineField.ADDRESS, cluster.restServer().toString());
            values.put(EngineField.SHARED_FOLDER, work.toString());
            String byRest = added(ClusterHosts.draft(
                    EngineKind.SLURM_REST,
                    "miniature",
                    work,
                    values,
                    Map.of(EngineField.SLURM_TOKEN, cluster.token(Duration.ofHours(1)))));
            assertTrains(byRest);
        }
    }
}
