package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.snapshots.export.TrainerDataset.Folder;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.TestEngines;
import io.understudy.storage.TestSpool;
import io.understudy.support.SettableClock;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RecordedReports;
import io.understudy.training.backends.api.RecordedReports.Drawn;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.api.RecordedReports.Saved;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.FakeAiToolkit;
import io.understudy.training.backends.cluster.aitoolkit.FakeAiToolkitJob;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
class AiToolkitJobTest {
    private static final String KEY = "0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";
    private static final String NAME = "understudy-" + KEY;
    private static final int STEPS = 12;
    private static final Duration SOON = Duration.ofSeconds(60);

    private FakeAiToolkit server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAiToolkit(FakeAiToolkit.TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static TrainingBackend backend(FakeAiToolkit server, String token) {
        return backend(server, token, job -> job);
    }

    /** Waits pass at once on the clock. */
    static TrainingBackend backend(FakeAiToolkit server, String token, UnaryOperator<BackendJob> submitted) {
        SettableClock clock = new SettableClock();
        JobTiming timing = new JobTiming(
                clock,
                (bell, most) -> {
                    clock.advance(most);
                    if (bell.tryAcquire(2, TimeUnit.MILLISECONDS)) {
                        bell.drainPermits();
                    }
                },
                Duration.ofMinutes(2),
                Duration.ofSeconds(3),
                TestSpool.directory());
        return new AiToolkitBackend(
                TestEngines.connection(EngineKind.AI_TOOLKIT, server.address().toString(), token),
                new AiToolkitServer(
                        "Attic",
                        new AiToolkitClient(server.address(), () -> token),
                        List.of(),
                        new AiToolkitRecipe(new TrainerInstallation(
                                "", "", new Models(Variant.DEV, "/models/flux", "", "", "", ""), 1, List.of()))),
                timing) {
            @Override
            public String submit(BackendJob job, RunReporter reporter) {
                return super.submit(submitted.apply(job), reporter);
            }
        };
    }

    private static BackendJob job(@Nullable String memo, boolean askedAgain, @Nullable JobCheckpoint resumeFrom) {
        return job(4, memo, askedAgain, resumeFrom);
    }

    private static BackendJob job(
            int saveEvery, @Nullable String memo, boolean askedAgain, @Nullable JobCheckpoint resumeFrom) {
        byte[] photo = TestPhotos.jpeg(64, 64, 1);
        return new BackendJob(
                KEY,
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
                        saveEvery,
                        List.of(new SamplePrompt("ohwx woman, “close-up”", 1), new SamplePrompt("ohwx woman", 2))),
                List.of(new JobPicture(
                        "a.png", "ohwx woman, in a park", 64, 64, () -> new ByteArrayInputStream(photo))),
                resumeFrom,
                memo,
                askedAgain);
    }

    private RecordedReports submit() {
        RecordedReports heard = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN).submit(job(null, false, null), heard);
        return heard;
    }

    /** Another server, or a person, continues with what is known of the run. */
    private RecordedReports resume(RecordedReports before, boolean askedAgain) {
        JobCheckpoint checkpoint = before.checkpoints().isEmpty() ? null : checkpoint(before);
        RecordedReports heard = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN).submit(job(before.memo().orElse(null), askedAgain, checkpoint), heard);
        return heard;
    }

    private static JobCheckpoint checkpoint(RecordedReports before) {
        Saved saved = before.checkpoints().getLast();
        return new JobCheckpoint(saved.step(), () -> new ByteArrayInputStream(saved.state()));
    }

    private void awaitStep(RecordedReports heard, int step) {
        await().atMost(SOON).until(() -> heard.steps().contains(step));
    }

    /** What a server reports that stops when the job has come to this step. */
    private RecordedReports letGoAt(int step) {
        RecordedReports heard = new RecordedReports();
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);
        String handle = backend.submit(job(null, false, null), heard);
        awaitStep(heard, step);
        await().atMost(SOON).until(() -> step < 5 || !heard.checkpoints().isEmpty());
        backend.letGo(handle);
        return heard;
    }

    private static List<Integer> steps(RecordedReports heard) {
        return heard.readings().stream().map(MetricReading::step).toList();
    }

    private void assertFinished(RecordedReports heard) throws Exception {
        assertThat(heard.ending())
                .as(() -> heard.problem().words() + heard.lines())
                .isEqualTo(Ending.FINISHED);
        try (SafetensorsFile lora = SafetensorsFile.of(heard.lora())) {
            assertThat(lora.metadata()).containsEntry("step", String.valueOf(STEPS));
        }
        await().atMost(SOON).until(server.files::isEmpty);
        assertThat(server.jobs).isEmpty();
        assertThat(heard.afterTheEnd()).isEmpty();
    }

    @Test
    void aRunBringsItsCurveSamplesCheckpointsAndLoraAndLeavesNothingBehind() throws Exception {
        RecordedReports heard = submit();

        assertFinished(heard);

        assertThat(steps(heard)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.samples()).extracting(Drawn::step).containsExactly(0, 0, 6, 6, 12, 12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(heard.lines()).contains("über alles", "step 12");
    }

    @Test
    void aSampleThatIsOnlyHalfWrittenAtFirstIsLookedAtAgain() throws Exception {
        server.serveHalfOnce("__000000006_0.png");

        RecordedReports heard = submit();

        assertFinished(heard);
        assertThat(heard.samples())
                .extracting(sample -> sample.step() + "/" + sample.index())
                .containsExactlyInAnyOrder("0/0", "0/1", "6/0", "6/1", "12/0", "12/1");
        assertThat(heard.lines()).noneMatch(line -> line.contains("left out"));
    }

    @Test
    void theLastSampleIsLookedAtAgainAfterTheEndOfItsJob() throws Exception {
        server.holdAt(STEPS - 1);
        RecordedReports heard = submit();
        awaitStep(heard, STEPS - 1);
        String folder = "/ai/output/" + NAME + "/";
        FakeAiToolkit silent = server;
        // It answers no call meanwhile.
        synchronized (silent) {
            server.serveHalfOnce("__000000011_0.png");
            server.files.put(folder + "samples/1__000000011_0.png", TestPhotos.png(16, 16, 1));
            server.files.put(folder + NAME + ".safetensors", new byte[] {1, 2, 3});
            server.named(NAME).status = "completed";
        }

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.samples()).extracting(Drawn::step).contains(11);
        assertThat(heard.lines()).noneMatch(line -> line.contains("left out"));
    }

    @Test
    void aSampleThatStaysBrokenIsNamedOnceInTheLog() throws Exception {
        server.holdAt(3);
        RecordedReports heard = submit();
        awaitStep(heard, 3);
        server.files.put("/ai/output/" + NAME + "/samples/1__000000003_0.png", new byte[] {1, 2, 3});
        server.holdAt(STEPS);

        assertFinished(heard);
        assertThat(heard.lines())
                .filteredOn(line -> line.contains("left out"))
                .singleElement()
                .asString()
                .startsWith("The sample 1 of step 3 is left out");
    }

    @Test
    void aLearningRateIsThatWhichTheTrainerSaidLast() throws Exception {
        server.sayRatesAt(step -> step == 5);

        RecordedReports heard = submit();

        assertFinished(heard);
        assertThat(heard.readings())
                .allSatisfy(one -> assertThat(one.learningRate()).isEqualTo(one.step() < 6 ? 0 : 1e-4));
    }

    @Test
    void aTrainerThatIsAskedMakesACheckpointAndSamplesAfterItsStep() throws Exception {
        server.holdAt(6);
        RecordedReports heard = submit();
        awaitStep(heard, 6);
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);

        for (ExtraOutput wanted : ExtraOutput.values()) {
            backend.ask(KEY, heard.memo().orElseThrow(), wanted);
        }
        server.holdAt(STEPS);

        assertFinished(heard);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 7, 8);
        assertThat(heard.samples()).extracting(Drawn::step).containsExactly(0, 0, 6, 6, 7, 7, 12, 12);
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> backend.ask(KEY, heard.memo().orElseThrow(), ExtraOutput.CHECKPOINT))
                .withMessage("The job is no longer running on Attic.");
    }

    @Test
    void theServerGetsTheTrainersOwnSettingsThePicturesAndTheFreeCard() throws Exception {
        server.holdAt(2);
        RecordedReports other = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN)
                .submit(
                        new BackendJob(
                                "another", "run 40", job(null, false, null).parameters(), List.of()),
                        other);
        awaitStep(other, 2);

        awaitStep(submit(), 2);

        FakeAiToolkitJob job = server.named(NAME);
        assertThat(server.named("understudy-another").cards).isEqualTo("0");
        assertThat(job.cards).isEqualTo("1");
        assertThat(job.process.path("type").asString()).isEqualTo("diffusion_trainer");
        assertThat(job.process.path("training_folder").asString()).isEqualTo("/ai/output");
        assertThat(job.process.at("/datasets/0/folder_path").asString()).isEqualTo("/ai/datasets/" + NAME);
        assertThat(job.process.at("/train/lr").asDouble()).isEqualTo(1e-4);
        assertThat(job.process.at("/network").has("pretrained_lora_path")).isFalse();
        assertThat(server.files.get("/ai/datasets/" + NAME + "/001.txt"))
                .asString()
                .isEqualTo("ohwx woman, in a park");
        assertThat(server.files).containsKey("/ai/datasets/" + NAME + "/001.jpg");
    }

    @Test
    void aServerThatGivesNoAnswerForAWhileIsBorne() throws Exception {
        server.holdAt(3);
        RecordedReports heard = submit();
        awaitStep(heard, 3);

        for (int status : new int[] {502, 401, 500}) {
            server.answerWith(status);
            await().atMost(SOON).until(() -> server.calls.size() > 0);
            server.calls.clear();
            await().atMost(SOON).until(() -> server.calls.size() > 2);
        }
        server.answerWith(200);
        server.breakOff("_000000004.safetensors");
        server.holdAt(STEPS);
        await().atMost(SOON)
                .until(() -> server.calls.stream().anyMatch(call -> call.endsWith("_000000004.safetensors")));
        server.breakOff("");

        assertFinished(heard);
        assertThat(steps(heard)).doesNotHaveDuplicates().hasSize(STEPS - 1);
    }

    @Test
    void anotherServerTakesTheSameJobUp() throws Exception {
        server.holdAt(7);
        RecordedReports first = letGoAt(7);

        RecordedReports second = resume(first, false);
        awaitStep(second, 7);
        server.holdAt(STEPS);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(steps(second)).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(server.calls).containsOnlyOnce("GET /api/jobs/id-1/start");
    }

    @Test
    void aRunWhoseStartWasNotNotedIsStartedOnce() throws Exception {
        server.holdAt(3);
        letGoAt(3);
        RecordedReports second = new RecordedReports();
        String sending = RemoteJobState.sending(NAME, 0, 0).text();
        backend(server, FakeAiToolkit.TOKEN).submit(job(sending, false, null), second);
        awaitStep(second, 3);
        server.holdAt(STEPS);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(server.calls).containsOnlyOnce("GET /api/jobs/id-1/start");
    }

    @Test
    void aJobThatIsGivenUpIsStoppedBeforeItIsStartedAgain() throws Exception {
        server.holdAt(7);
        RecordedReports first = letGoAt(7);
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);
        String givenUp = backend.givenUp(first.memo().orElseThrow()).orElseThrow();

        RecordedReports second = new RecordedReports();
        backend.submit(job(givenUp, false, checkpoint(first)), second);
        await().atMost(SOON).until(() -> server.named(NAME).starts == 2);
        assertThat(server.calls)
                .containsSubsequence("GET /api/jobs/id-1/start", "GET /api/jobs/id-1/stop", "GET /api/jobs/id-1/start");
        server.holdAt(STEPS);

        assertFinished(second);
    }

    @Test
    void aTrainerThatFailsSaysWhyAndContinuesFromItsNewestCheckpoint() throws Exception {
        server.holdAt(2);
        RecordedReports failed = submit();
        awaitStep(failed, 2);
        server.named(NAME).failAt(7, "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB");
        server.holdAt(STEPS);

        assertThat(failed.ending()).isEqualTo(Ending.FAILED);
        assertThat(failed.problem().words()).isEqualTo("The memory of the card was not enough.");
        assertThat(steps(failed)).endsWith(6);

        server.named(NAME).failAt(Integer.MAX_VALUE, "");
        RecordedReports resumed = resume(failed, true);

        assertFinished(resumed);
        assertThat(steps(resumed)).containsExactly(6, 7, 8, 9, 10, 11, 12);
        assertThat(resumed.samples())
                .extracting(sample -> sample.step() + "/" + sample.index())
                .containsExactly("6/0", "6/1", "12/0", "12/1");
        assertThat(resumed.lines()).filteredOn("step 12"::equals).hasSize(1);
    }

    @Test
    void aRunThatKeepsNoCheckpointsContinuesFromTheServersAllTheSame() throws Exception {
        server.holdAt(2);
        RecordedReports failed = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN).submit(job(0, null, false, null), failed);
        awaitStep(failed, 2);
        server.named(NAME).failAt(7, "No space left on device");
        server.holdAt(STEPS);
        assertThat(failed.ending()).isEqualTo(Ending.FAILED);
        assertThat(failed.checkpoints()).isEmpty();
        server.named(NAME).failAt(Integer.MAX_VALUE, "");

        RecordedReports resumed = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN).submit(job(0, failed.memo().orElse(null), true, null), resumed);

        assertFinished(resumed);
        assertThat(steps(resumed)).containsExactly(8, 9, 10, 11, 12);
        assertThat(resumed.checkpoints()).isEmpty();
    }

    @Test
    void aJobThatWasDeletedThereContinuesFromTheCheckpointHere() throws Exception {
        server.holdAt(6);
        RecordedReports first = submit();
        awaitStep(first, 6);
        await().atMost(SOON).until(() -> !first.checkpoints().isEmpty());
        new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN).delete("id-1");

        assertThat(first.ending()).isEqualTo(Ending.FAILED);
        assertThat(first.problem().words()).isEqualTo("The job was deleted on Attic, outside Understudy.");

        server.holdAt(STEPS);
        RecordedReports second = resume(first, true);

        assertFinished(second);
        assertThat(steps(second)).containsExactly(6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void theServersOwnRestartContinuesFromTheNewestCheckpointWhateverTheRunBeganWith() throws Exception {
        server.holdAt(6);
        RecordedReports first = submit();
        awaitStep(first, 6);
        await().atMost(SOON).until(() -> !first.checkpoints().isEmpty());
        new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN).delete("id-1");
        first.ending();
        server.holdAt(10);
        RecordedReports second = resume(first, true);
        awaitStep(second, 10);
        FakeAiToolkitJob job = server.named(NAME);
        await().atMost(SOON).until(() -> !job.process.at("/train").has("start_step"));

        server.holdAt(8);
        job.status = "queued";
        await().atMost(SOON).until(() -> job.starts == 2);
        assertThat(job.step).isEqualTo(8);
        server.holdAt(STEPS);

        assertFinished(second);
        assertThat(steps(second)).containsExactly(6, 7, 8, 9, 10, 11, 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/start", "/queue/0/start"})
    void aStartWhoseAnswerIsLostGivesTheJobOneProcess(String call) throws Exception {
        server.breakOff(call);
        RecordedReports heard = submit();
        await().atMost(SOON).until(() -> server.calls.stream().anyMatch(one -> one.endsWith(call)));
        server.breakOff("");

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(steps(heard)).hasSize(STEPS - 1);
        assertThat(server.calls).containsOnlyOnce("GET /api/jobs/id-1/start");
    }

    @Test
    void aJobWhoseQueueWasNotStartedIsStartedByTheNextServer() throws Exception {
        server.holdAt(3);
        letGoAt(3);
        server.stopQueue("0");
        server.named(NAME).status = "queued";
        RecordedReports second = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN)
                .submit(job(RemoteJobState.sending(NAME, 0, 0).text(), false, null), second);
        server.holdAt(STEPS);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void aLoraThatCannotBeKeptHereStaysThere() throws Exception {
        RecordedReports first = new RecordedReports();
        first.full();
        backend(server, FakeAiToolkit.TOKEN).submit(job(null, false, null), first);
        assertThat(first.ending()).isEqualTo(Ending.FAILED);

        RecordedReports second = resume(first, true);

        assertFinished(second);
        assertThat(server.calls).containsOnlyOnce("GET /api/jobs/id-1/start");
    }

    @Test
    void aJobWithoutASignOfLifeIsGivenUp() throws Exception {
        server.holdAt(5);
        RecordedReports heard = submit();
        awaitStep(heard, 5);

        server.named(NAME).isDead = true;

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("no sign of life");
        server.named(NAME).isDead = false;
        server.holdAt(STEPS);
        assertFinished(resume(heard, true));
    }

    @Test
    void timeIsCountedFromTheStartOfTheJob() throws Exception {
        server.holdAt(0);

        RecordedReports heard = submit();

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("no sign of life");
        assertThat(heard.readings()).isEmpty();
        assertThat(heard.computed()).isGreaterThan(Duration.ofMinutes(90)).isLessThan(Duration.ofHours(3));
    }

    @Test
    void aJobThatIsNotTheRunsOwnIsLeftAlone() throws Exception {
        AiToolkitClient client = new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN);
        client.create(
                "of-another-team", "0", JsonMapper.shared().createObjectNode().put("name", "other"));
        client.upload("of-another-team", "001.jpg", () -> new ByteArrayInputStream(new byte[1]));
        server.named("of-another-team").status = "running";
        server.named("of-another-team").isDead = true;
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);
        RecordedReports heard = new RecordedReports();

        backend.submit(job(backend.adopt("id-1"), true, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(heard.problem().words()).contains("of-another-team");
        assertThat(backend.end(KEY, backend.adopt("id-1"))).isTrue();
        assertThat(server.named("of-another-team").status).isEqualTo("running");
        assertThat(server.files).hasSize(1);
    }

    @Test
    void aCancelledRunThatNeverBeganLeavesNoPictures() throws Exception {
        server.breakOff("/api/jobs");
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);
        CompletableFuture<String> handle = new CompletableFuture<>();
        RecordedReports cancelling = new RecordedReports() {
            @Override
            public void preparing(String words) {
                super.preparing(words);
                if (words.contains("gives no answer")) {
                    server.breakOff("");
                    backend.cancel(handle.join());
                }
            }
        };
        handle.complete(backend.submit(job(null, false, null), cancelling));

        assertThat(cancelling.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(server.calls).contains("POST /api/datasets/upload");
        assertThat(server.files).isEmpty();
        assertThat(server.jobs).isEmpty();
    }

    @Test
    void whatARunThatIsCancelledAfterItsServerWasKilledLeavesIsForTheSweep() throws Exception {
        AiToolkitClient client = new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN);
        for (String dataset : new String[] {NAME, NAME + "-3x", NAME + "-start"}) {
            client.upload(dataset, "001.jpg", () -> new ByteArrayInputStream(new byte[1]));
        }

        RemoteBackend backend = (RemoteBackend) backend(server, FakeAiToolkit.TOKEN);
        assertThat(backend.end(KEY, RemoteJobState.sending(NAME, 0, 0).text())).isTrue();

        assertThat(backend.leftovers()).containsEntry(KEY, Instant.EPOCH);
        backend.remove(KEY);
        assertThat(server.files).isEmpty();
    }

    @Test
    void whatIsLeftOfRunsIsFoundAndRemovedUnlessItsJobIsActive() throws Exception {
        RemoteBackend backend = (RemoteBackend) backend(server, FakeAiToolkit.TOKEN);
        AiToolkitClient client = new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN);
        String other = "1d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a02";
        client.upload("understudy-" + other + "-3x", "001.jpg", () -> new ByteArrayInputStream(new byte[1]));
        client.upload("of-another-team", "001.jpg", () -> new ByteArrayInputStream(new byte[1]));
        server.holdAt(3);
        RecordedReports heard = submit();
        awaitStep(heard, 3);
        assertThat(backend.leftovers()).containsOnlyKeys(other);
        assertThat(backend.isOver(KEY)).isFalse();
        backend.remove(KEY);
        assertThat(server.named(NAME).status).isEqualTo("running");
        server.named(NAME).failAt(4, "No space left on device");
        server.holdAt(STEPS);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);

        assertThat(backend.leftovers()).containsOnlyKeys(KEY, other).containsEntry(other, Instant.EPOCH);
        assertThat(backend.isOver(KEY)).isTrue();
        assertThat(backend.isOver(other)).isFalse();
        backend.remove(KEY);
        backend.remove(other);

        assertThat(server.jobs).isEmpty();
        assertThat(server.files.keySet())
                .filteredOn(file -> file.startsWith(FakeAiToolkit.DATASETS))
                .containsExactly("/ai/datasets/of-another-team/001.jpg");
    }

    @Test
    void whatSomebodyStopsThereIsNotTheTrainersFault() throws Exception {
        server.holdAt(3);
        RecordedReports heard = submit();
        awaitStep(heard, 3);

        server.named(NAME).status = "stopped";

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("The job was stopped on Attic, outside Understudy.");
    }

    @Test
    void aJobThatWaitsIsTakenOutOfItsQueue() throws Exception {
        server.holdAt(0);
        TrainingBackend backend = backend(server, FakeAiToolkit.TOKEN);
        RecordedReports heard = new RecordedReports();
        String handle = backend.submit(job(null, false, null), heard);
        await().atMost(SOON).until(() -> server.calls.contains("GET /api/queue/0/start"));
        server.stopQueue("0");
        server.named(NAME).status = "queued";

        backend.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(server.named(NAME).status).isEqualTo("stopped");
        assertThat(server.calls).contains("GET /api/jobs/id-1/mark_stopped");
    }

    @Test
    void whatIsNoLoraIsSaidSoAndIsTrainedAgain() throws Exception {
        server.holdAt(STEPS - 1);
        RecordedReports heard = submit();
        awaitStep(heard, STEPS - 1);
        server.files.put("/ai/output/" + NAME + "/" + NAME + ".safetensors", new byte[] {1, 2, 3});
        server.named(NAME).status = "completed";

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).startsWith("What the trainer wrote is no LoRA file");

        server.holdAt(STEPS);
        assertFinished(resume(heard, true));
    }

    @Test
    void picturesWithOtherRepeatsHaveADatasetOfTheirOwnThatGoesWithTheRun() throws Exception {
        BackendJob plain = job(null, false, null);
        JobPicture first = plain.pictures().getFirst();
        BackendJob repeated = new BackendJob(
                KEY,
                plain.name(),
                plain.parameters(),
                List.of(first, new JobPicture("b.png", "ohwx woman, at sea", 64, 64, null, 3, first.bytes())));
        server.holdAt(2);
        RecordedReports heard = new RecordedReports();
        backend(server, FakeAiToolkit.TOKEN).submit(repeated, heard);
        awaitStep(heard, 2);

        FakeAiToolkitJob job = server.named(NAME);
        assertThat(job.process.at("/datasets/0/folder_path").asString()).isEqualTo("/ai/datasets/" + NAME + "-1x");
        assertThat(job.process.at("/datasets/1/folder_path").asString()).isEqualTo("/ai/datasets/" + NAME + "-3x");
        assertThat(job.process.at("/datasets/1/num_repeats").asInt()).isEqualTo(3);
        assertThat(server.files)
                .containsKeys("/ai/datasets/" + NAME + "-1x/001.jpg", "/ai/datasets/" + NAME + "-3x/002.txt");

        server.holdAt(STEPS);
        assertFinished(heard);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(server.files.keySet()).noneMatch(file -> file.startsWith("/ai/datasets/" + NAME)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.calls)
                        .as("the job is there until its pictures are removed")
                        .containsSubsequence("POST /api/datasets/delete", "GET /api/jobs/id-1/delete")
                        .doesNotContain("GET /api/datasets/list"));
    }

    @Test
    void photosOfRunsThatNobodyResumedAreRemovedAfterAWeek() throws Exception {
        AiToolkitClient client = new AiToolkitClient(server.address(), () -> FakeAiToolkit.TOKEN);
        for (String name : new String[] {"understudy-old", "understudy-recent", "of-another-team"}) {
            client.create(
                    name,
                    "0",
                    new AiToolkitRecipe(new TrainerInstallation("", "", Models.NONE, 1, List.of()))
                            .serverJob(
                                    job(null, false, null).parameters(),
                                    name,
                                    "/ai/output",
                                    List.of(new Folder("/x", 1)),
                                    null));
            client.upload(name, "001.jpg", () -> new ByteArrayInputStream(new byte[1]));
        }
        server.named("understudy-recent").updated = "2026-03-01T12:00:00.000Z";

        assertThat(submit().ending()).isEqualTo(Ending.FINISHED);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.files)
                        .containsOnlyKeys(
                                "/ai/datasets/understudy-recent/001.jpg", "/ai/datasets/of-another-team/001.jpg"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.jobs.values())
                        .extracting(job -> job.name)
                        .containsExactly("understudy-recent", "of-another-team"));
    }
}
