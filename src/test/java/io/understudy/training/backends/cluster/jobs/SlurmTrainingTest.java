package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.Application;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.engines.TestEngines;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.storage.TestSpool;
import io.understudy.support.OtherProgram;
import io.understudy.support.SlurmCluster;
import io.understudy.support.SshBox;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RecordedReports;
import io.understudy.training.backends.api.RecordedReports.Drawn;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.JobFolderPlace;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SftpJobFolder;
import io.understudy.training.backends.cluster.SharedJobFolder;
import io.understudy.training.backends.cluster.slurm.SlurmCommands;
import io.understudy.training.backends.cluster.slurm.SlurmRest;
import io.understudy.training.backends.cluster.trainers.MiniatureRecipe;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real LoRA of the miniature, trained by a real Slurm, which takes the cards away for a more urgent job on the way. */
@Tag("cluster")
class SlurmTrainingTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int STEPS = 60;

    @TempDir
    static Path folder;

    private static SlurmCluster cluster;
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        OtherProgram.assumeInstalled("python3");
        cluster = new SlurmCluster();
        jar = cluster.work().resolve("understudy.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, Application.class.getName());
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** In a partition whose jobs make room for those of the other one. */
    private static ClusterBackend backend(JobScheduler scheduler, JobFolderPlace folders) {
        TrainerInstallation installation =
                new TrainerInstallation(jar.toString(), "python3", Models.NONE, 1, List.of());
        return backend(
                scheduler,
                folders,
                "scavenger",
                new MiniatureRecipe(
                        installation,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    private static ClusterBackend backend(
            JobScheduler scheduler, JobFolderPlace folders, String partition, TrainerRecipe recipe) {
        return new ClusterBackend(
                TestEngines.gpuHost(),
                new ClusterEngine(
                        "Cluster",
                        scheduler,
                        folders,
                        new Resources(1, "", 1, 2000, 10),
                        new Placement(partition, "", "", "", "", "", null),
                        Launch.PLAIN,
                        recipe),
                new JobTiming(
                        InstantSource.system(),
                        JobTiming.of(InstantSource.system(), TestSpool.directory())
                                .waiting(),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        TestSpool.directory()));
    }

    private static BackendJob job(String key, @Nullable String memo) {
        byte[] photo = TestPhotos.jpeg(320, 320, 1);
        return new BackendJob(
                key,
                "run 41",
                new TrainingSettings(
                        new TriggerWord("ohwx woman"),
                        STEPS,
                        1e-4,
                        4,
                        4,
                        1,
                        1024,
                        7,
                        STEPS,
                        5,
                        List.of(new SamplePrompt("ohwx woman, close-up", 1))),
                List.of(new JobPicture(
                        "a.jpg", "ohwx woman, in a park", 320, 320, () -> new ByteArrayInputStream(photo))),
                null,
                memo,
                false);
    }

    private void trainWithPreemptionAndAnotherServer(ClusterBackend backend) throws Exception {
        String key = UUID.randomUUID().toString();
        RecordedReports first = new RecordedReports();
        String handle = backend.submit(job(key, null), first);
        await().atMost(SOON).until(() -> !first.checkpoints().isEmpty());
        String id = backend.request(first.memo().orElseThrow()).orElseThrow();
        backend.letGo(handle);

        cluster.preempt(List.of(id));
        RecordedReports second = new RecordedReports();
        backend.submit(job(key, first.memo().orElseThrow()), second);

        assertThat(second.ending())
                .as(() -> second.problem().words() + second.lines())
                .isEqualTo(Ending.FINISHED);
        try (SafetensorsFile lora = SafetensorsFile.of(second.lora())) {
            assertThat(lora.metadata()).containsKey("understudy.base");
        }
        assertThat(second.readings())
                .extracting(MetricReading::step)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(STEPS - 2, STEPS - 1, STEPS);
        assertThat(second.samples()).extracting(Drawn::step).contains(0, STEPS);
        assertThat(List.of(first.sent(), second.sent())).containsExactly(1, 0);
        await().atMost(SOON).until(() -> Files.notExists(cluster.work().resolve(key)));
    }

    @Test
    void aLoraIsTrainedThroughTheRestServerAndASharedFolder() throws Exception {
        String token = cluster.token(Duration.ofHours(1));

        trainWithPreemptionAndAnotherServer(backend(
                new SlurmRest(cluster.restServer(), () -> token, InstantSource.system()),
                key -> new SharedJobFolder(
                        cluster.work().resolve(key), cluster.work().resolve(key).toString())));
    }

    /** With programs that stand in for a trainer, for the classes of this build are not for every account to read. */
    @Test
    void jobsOfAnotherAccountOfTheGroupWorkInTheSharedFolder() throws Exception {
        Path work = cluster.workOfGroup();
        String token = cluster.token(SlurmCluster.NOBODY, Duration.ofHours(1));
        try (FakeTrainers trainers = new FakeTrainers(cluster.work().resolve("trainers"))) {
            ClusterBackend backend = backend(
                    new SlurmRest(cluster.restServer(), () -> token, InstantSource.system()),
                    key -> new SharedJobFolder(
                            work.resolve(key), work.resolve(key).toString()),
                    "gpu",
                    trainers.kohya());
            trainers.crashAt(6, 1, "RuntimeError: it broke");
            RecordedReports broken = new RecordedReports();
            String failing = UUID.randomUUID().toString();
            backend.submit(job(failing, null), broken);

            assertThat(broken.ending())
                    .as(() -> broken.problem().words() + broken.lines())
                    .isEqualTo(Ending.FAILED);
            assertThat(broken.lines()).anyMatch(line -> line.contains("it broke"));
            Path progress = work.resolve(failing).resolve(JobProgress.FILE);
            assertThat(Files.getOwner(progress)).hasToString(SlurmCluster.NOBODY);
            assertThat(Files.getPosixFilePermissions(progress)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));

            trainers.go();
            RecordedReports whole = new RecordedReports();
            String key = UUID.randomUUID().toString();
            backend.submit(job(key, null), whole);

            assertThat(whole.ending())
                    .as(() -> whole.problem().words() + whole.lines())
                    .isEqualTo(Ending.FINISHED);
            await().atMost(SOON).until(() -> Files.notExists(work.resolve(key)));
        }
    }

    @Test
    void aLoraIsTrainedThroughSsh() throws Exception {
        OtherProgram.assumeInstalled("sshd");
        try (SshBox box = new SshBox(folder, cluster.environment())) {
            SshConnection connection = box.connection();
            trainWithPreemptionAndAnotherServer(backend(
                    new SlurmCommands(new EngineShell(connection), ""),
                    key -> new SftpJobFolder(connection, cluster.work() + "/" + key)));
        }
    }
}
