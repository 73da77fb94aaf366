package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.providers.engines.TestEngines;
import io.understudy.storage.TestSpool;
import io.understudy.storage.s3.TestBucket;
import io.understudy.support.OtherProgram;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RecordedReports;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.api.RecordedReports.Saved;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.bucket.BucketJobFolder;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.kubernetes.KubernetesScheduler;
import io.understudy.training.backends.cluster.kubernetes.MockCluster;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs: our own scheduler and scripts and the program of the pods, real links of an S3 service, a mock of the API
 * server, and a program that stands in for the trainer.
 */
@Tag("slow")
class KubernetesTrainingTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int STEPS = 12;

    @TempDir
    Path place;

    private final String key = UUID.randomUUID().toString();
    private FakeTrainers trainers;
    private TestBucket store;
    private JobBucket bucket;
    private MockCluster cluster;
    private ClusterBackend backend;

    @BeforeEach
    void start() throws Exception {
        OtherProgram.assumeInstalled("bash");
        OtherProgram.assumeInstalled("python3");
        trainers = new FakeTrainers(place);
        store = new TestBucket(place.resolve("store"));
        bucket = new JobBucket(store.store(), InstantSource.system());
        cluster = new MockCluster(
                place.resolve("pods"), Map.of("PATH", place.resolve("programs") + ":" + System.getenv("PATH")));
        backend = backend("python3");
    }

    /** @param python in the image */
    private ClusterBackend backend(String python) {
        return backend(python, trainers.miniature());
    }

    private ClusterBackend backend(String python, TrainerRecipe recipe) {
        KubernetesScheduler scheduler = new KubernetesScheduler(
                cluster.connection(),
                new KubernetesJob("team/trainer", 1, 0, 0, 1, "", "", "", List.of(), List.of(), "", "", "", ""),
                python,
                folder -> folder(folder.substring(folder.lastIndexOf('/') + 1)).offer(),
                Duration.ofMillis(50));
        return new ClusterBackend(
                TestEngines.gpuHost(),
                new ClusterEngine(
                        "Cluster",
                        scheduler,
                        this::folder,
                        new Resources(1, "", 1, 0, 0),
                        Placement.DEFAULT,
                        Launch.PLAIN,
                        recipe),
                new JobTiming(
                        InstantSource.system(),
                        JobTiming.of(InstantSource.system(), TestSpool.directory())
                                .waiting(),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100),
                        TestSpool.directory()));
    }

    private BucketJobFolder folder(String run) {
        return new BucketJobFolder(
                bucket, TestSpool.directory(), place.resolve("understudy").toString(), run);
    }

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (store != null) {
            store.close();
        }
        if (trainers != null) {
            trainers.close();
        }
    }

    private BackendJob job() {
        byte[] photo = TestPhotos.jpeg(64, 64, 1);
        return new BackendJob(
                key,
                "run 41",
                new TrainingSettings(
                        new TriggerWord("ohwx woman"),
                        STEPS,
                        1e-4,
                        8,
                        8,
                        1,
                        512,
                        7,
                        6,
                        4,
                        List.of(new SamplePrompt("ohwx woman, close-up", 1))),
                List.of(new JobPicture(
                        "a.png", "ohwx woman, in a park", 64, 64, () -> new ByteArrayInputStream(photo))),
                null,
                null,
                false);
    }

    private BackendJob job(String memo) {
        BackendJob job = job();
        return new BackendJob(
                job.key(), job.name(), job.parameters(), job.pictures(), job.resumeFrom(), memo, job.askedAgain());
    }

    /** What a server reports that stops while its pod is held. */
    private RecordedReports letGoAt(int step) throws Exception {
        trainers.holdAt(step);
        RecordedReports heard = new RecordedReports();
        String handle = backend.submit(job(), heard);
        await().atMost(SOON)
                .until(() -> !heard.checkpoints().isEmpty() && heard.steps().contains(step));
        backend.letGo(handle);
        return heard;
    }

    @Test
    void anotherServerTakesTheSamePodUp() throws Exception {
        RecordedReports first = letGoAt(6);

        RecordedReports second = new RecordedReports();
        backend("python3").submit(job(first.memo().orElseThrow()), second);
        trainers.go();

        assertFinished(second);
        assertThat(second.readings())
                .extracting(MetricReading::step)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(STEPS);
        assertThat(cluster.pods()).isOne();
        assertThat(second.sent()).isZero();
    }

    @Test
    void aPodWhoseJobWasNotNotedIsFoundByItsName() throws Exception {
        letGoAt(6);

        RecordedReports second = new RecordedReports();
        backend("python3")
                .submit(job(RemoteJobState.sending("understudy-" + key, 0, 0).text()), second);
        trainers.go();

        assertFinished(second);
        assertThat(cluster.pods()).isOne();
        assertThat(second.sent()).isZero();
    }

    private void assertFinished(RecordedReports heard) throws Exception {
        assertThat(heard.ending())
                .as(() -> heard.problem().words() + heard.lines())
                .isEqualTo(Ending.FINISHED);
        try (SafetensorsFile lora = SafetensorsFile.of(heard.lora())) {
            assertThat(lora.metadata()).containsEntry("step", String.valueOf(STEPS));
        }
        await().atMost(SOON).until(() -> folder(key).size("progress.jsonl").isEmpty());
    }

    @Test
    void aRunBringsItsCurveSamplesCheckpointsAndLora() throws Exception {
        RecordedReports heard = new RecordedReports();
        backend.submit(job(), heard);

        assertFinished(heard);
        assertThat(heard.readings()).extracting(MetricReading::step).endsWith(11, STEPS);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(heard.samples()).isNotEmpty();
        assertThat(cluster.pods()).isOne();
    }

    @Test
    void aTrainerInAPodIsAskedThroughTheStoreOnce() throws Exception {
        ClusterBackend asked = backend("python3", trainers.aiToolkit());
        trainers.holdAt(4);
        RecordedReports heard = new RecordedReports();
        asked.submit(job(), heard);
        await().atMost(SOON)
                .until(() -> trainers.isHeld()
                        && heard.memo().flatMap(asked::request).isPresent());

        asked.ask(key, heard.memo().orElseThrow(), ExtraOutput.CHECKPOINT);
        await().atMost(SOON).until(() -> index().contains("asked/checkpoint"));
        Path requests = place.resolve("understudy").resolve(key).resolve("asked");
        await().atMost(SOON).until(() -> requests.toFile().list().length == 0);
        trainers.go();

        assertFinished(heard);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 5, 8);
    }

    private String index() {
        return new String(store.store().read("jobs/" + key + "/index.json", 0, 1 << 20), StandardCharsets.UTF_8);
    }

    @Test
    void whatAPodPrintedBeforeItsProgramBeganIsSaid() throws Exception {
        Path python = Files.writeString(place.resolve("broken"), """
                #!/bin/sh
                echo "Could not find platform independent libraries"
                echo "ModuleNotFoundError: No module named 'encodings'"
                exit 3
                """);
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        RecordedReports heard = new RecordedReports();

        backend(python.toString()).submit(job(), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("The trainer's Python lacks the module encodings.");
        assertThat(heard.lines()).contains("Could not find platform independent libraries");
    }

    @Test
    void aRunWhosePodIsPreemptedContinuesFromItsCheckpointInAnother() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = new RecordedReports();
        backend.submit(job(), heard);
        await().atMost(SOON)
                .until(() -> !heard.checkpoints().isEmpty() && heard.steps().contains(6));

        trainers.behaveNextTime();
        cluster.preempt("understudy-" + key);

        assertFinished(heard);
        assertThat(heard.readings())
                .extracting(MetricReading::step)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(STEPS);
        assertThat(cluster.pods()).isEqualTo(2);
        assertThat(heard.sent()).isOne();
    }
}
