package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.OtherProgram;
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
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The product's own script and watcher as processes of this machine, around programs that stand in for the trainers. */
@Tag("slow")
class ClusterJobTest {
    private static final String KEY = "0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";
    private static final String NAME = "understudy-" + KEY;
    private static final int STEPS = 12;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path place;

    private FakeTrainers trainers;
    private ProcessScheduler scheduler;

    @BeforeEach
    void start() throws IOException {
        OtherProgram.assumeInstalled("bash");
        OtherProgram.assumeInstalled("python3");
        trainers = new FakeTrainers(place);
        scheduler = trainers.scheduler();
    }

    @AfterEach
    void stop() {
        trainers.close();
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
                        List.of(
                                new SamplePrompt("ohwx woman, “close-up”", 1),
                                new SamplePrompt("ohwx woman --beach", 2))),
                List.of(new JobPicture(
                        "a.png", "ohwx woman, in a park", 64, 64, () -> new ByteArrayInputStream(photo))),
                resumeFrom,
                memo,
                askedAgain);
    }

    private RecordedReports submit(TrainerRecipe recipe) {
        RecordedReports heard = new RecordedReports();
        trainers.backend(recipe).submit(job(null, false, null), heard);
        return heard;
    }

    /** Another server takes the run up with what the first one has written down. */
    private RecordedReports takeUp(RecordedReports before, boolean askedAgain) {
        RecordedReports heard = new RecordedReports();
        trainers.backend(trainers.miniature()).submit(job(before.memo().orElse(null), askedAgain, null), heard);
        return heard;
    }

    private void awaitHeld() {
        await().atMost(SOON).until(trainers::isHeld);
    }

    private void awaitStep(RecordedReports heard, int step) {
        await().atMost(SOON).until(() -> heard.steps().contains(step));
    }

    private Path file(String name) {
        return trainers.folder(KEY).resolve(name);
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
        await().atMost(SOON).until(() -> Files.notExists(trainers.folder(KEY)));
        assertThat(heard.afterTheEnd()).isEmpty();
    }

    @Test
    void aRunOfAiToolkitBringsItsCurveSamplesCheckpointsAndLora() throws Exception {
        RecordedReports heard = submit(trainers.aiToolkit());

        assertFinished(heard);
        // The trainer does not measure its first step.
        assertThat(steps(heard)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.readings()).extracting(MetricReading::learningRate).containsOnly(1e-4);
        assertThat(heard.samples())
                .extracting(Drawn::step, Drawn::index)
                .contains(tuple(0, 0), tuple(6, 1), tuple(12, 1));
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(heard.lines()).contains("Running 1 job", "Saving at step 4").noneMatch(line -> line.contains("%|"));
        assertThat(scheduler.submitted()).containsExactly(NAME);
        assertThat(heard.sent()).isOne();
    }

    @Test
    void aTrainerThatIsAskedMakesACheckpointAndSamplesAfterItsStep() throws Exception {
        trainers.describeJobs("  id String @id @default(uuid())\n  save_now Boolean @default(false)\n"
                + "  sample_now Boolean @default(false)\n  paused Boolean?\n");
        trainers.holdAt(4);
        RecordedReports heard = submit(trainers.aiToolkit());
        awaitHeld();
        await().atMost(SOON).until(() -> isAccepted(heard));

        for (ExtraOutput wanted : ExtraOutput.values()) {
            trainers.backend(trainers.aiToolkit()).ask(KEY, heard.memo().orElseThrow(), wanted);
        }
        await().atMost(SOON).until(() -> isEmpty(file("asked")));
        trainers.go();

        assertFinished(heard);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 5, 8);
        assertThat(heard.samples()).extracting(Drawn::step, Drawn::index).contains(tuple(5, 0), tuple(5, 1));
        assertThat(heard.lines()).noneMatch(line -> line.contains("on request"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void aReleaseOfAiToolkitThatMakesNothingOnRequestSaysSoAndTrains() throws Exception {
        trainers.describeJobs("  id String @id\n  stop Boolean @default(false)\n");

        RecordedReports heard = submit(trainers.aiToolkit());

        assertFinished(heard);
        assertThat(heard.lines()).contains("This release of ai-toolkit makes no checkpoints and samples on request");
    }

    @Test
    void onlyATrainerThatTakesRequestsIsAskedAndOnlyWhileItTrains() throws Exception {
        assertThat(trainers.backend(trainers.kohya())
                        .extras(job(null, false, null).parameters()))
                .isEmpty();
        assertThat(trainers.backend(trainers.aiToolkit())
                        .extras(job(0, null, false, null).parameters()))
                .containsExactly(ExtraOutput.SAMPLES);
        ClusterBackend server = trainers.backend(trainers.aiToolkit());
        RecordedReports heard = submit(trainers.aiToolkit());
        assertFinished(heard);

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> server.ask(KEY, heard.memo().orElseThrow(), ExtraOutput.CHECKPOINT))
                .withMessage("The job's folder is gone.");
        assertThat(trainers.folder(KEY)).doesNotExist();
    }

    @Test
    void aRunOfKohyaBringsItsCurveSamplesCheckpointsAndLora() throws Exception {
        trainers.holdAt(0);
        RecordedReports heard = submit(trainers.kohya());
        awaitHeld();
        assertThat(file("dataset/001.txt")).hasContent("ohwx woman, in a park").hasSize(21);
        assertThat(file("dataset/001.jpg")).exists();
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.readings()).allSatisfy(one -> {
            assertThat(one.loss()).isCloseTo(1 + 1.0 / (one.step() + 1), within(1e-6));
            assertThat(one.learningRate()).isCloseTo(1e-4 / (one.step() + 1), within(1e-9));
        });
        assertThat(heard.samples())
                .extracting(sample -> sample.step() + "/" + sample.index())
                .containsExactly("6/0", "6/1", "12/0", "12/1");
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
    }

    @Test
    void withoutTensorBoardARunOfKohyaHasTheAverageOfItsLossAndSaysSo() throws Exception {
        trainers.removeTensorBoard();

        RecordedReports heard = submit(trainers.kohya());

        assertFinished(heard);
        assertThat(heard.readings().getLast().loss()).isCloseTo(1.0 / 13, within(1e-3));
        assertThat(heard.readings())
                .allSatisfy(one -> assertThat(one.learningRate())
                        .as("the curve is left out")
                        .isZero());
        assertThat(heard.lines())
                .filteredOn(line -> line.contains("no TensorBoard"))
                .hasSize(1);
    }

    @Test
    void aPreemptedRunOfAiToolkitContinuesFromItsNewestCheckpoint() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.aiToolkit());
        awaitHeld();
        await().atMost(SOON).until(() -> heard.checkpoints().size() == 1);
        scheduler.preempt(NAME);
        assertThat(file("trainer.log")).content().contains("Job stopped");
        trainers.go();
        scheduler.restart(NAME);

        assertFinished(heard);
        assertThat(heard.lines()).anyMatch(line -> line.contains("IMPORTANT RESUMING FROM"));
        assertThat(steps(heard)).doesNotHaveDuplicates().isSorted().endsWith(12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(scheduler.submitted()).hasSize(1);
    }

    @Test
    void aPreemptedRunOfKohyaContinuesFromItsNewestStateAndCountsOn() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.kohya());
        awaitHeld();
        await().atMost(SOON).until(() -> Files.exists(file("newest")));
        assertThat(file("newest")).hasContent("4 output/lora-step00000004-state");
        scheduler.preempt(NAME);
        trainers.go();
        scheduler.restart(NAME);

        assertFinished(heard);
        assertThat(steps(heard)).doesNotHaveDuplicates().isSorted().endsWith(12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
    }

    private RecordedReports submitWithoutCheckpoints(TrainerRecipe recipe, int saveEvery) {
        RecordedReports heard = new RecordedReports();
        trainers.backend(recipe).submit(job(saveEvery, null, false, null), heard);
        return heard;
    }

    @ParameterizedTest
    @CsvSource({
        "kohya, 0, 6 output/lora-step00000006-state",
        "kohya, 12, 6 output/lora-step00000006-state",
        "miniature, 0, 6 output/checkpoint-00006.safetensors",
    })
    void aPreemptedRunThatKeepsNoCheckpointsContinuesFromItsNewestStateAllTheSame(
            String trainer, int saveEvery, String state) throws Exception {
        trainers.holdAt(6);
        RecordedReports heard =
                submitWithoutCheckpoints(trainer.equals("kohya") ? trainers.kohya() : trainers.miniature(), saveEvery);
        awaitHeld();
        await().atMost(SOON).until(() -> holds(file("newest"), state));
        scheduler.preempt(NAME);
        trainers.holdAt(9);
        scheduler.restart(NAME);
        await().atMost(SOON).until(() -> holds(file("part"), state));
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).doesNotHaveDuplicates().isSorted().endsWith(12);
        assertThat(heard.checkpoints()).isEmpty();
    }

    private static boolean holds(Path file, String line) throws IOException {
        return Files.exists(file) && Files.readString(file).strip().equals(line);
    }

    @Test
    void aPreemptedRunOfAiToolkitThatKeepsNoCheckpointsContinuesAllTheSame() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submitWithoutCheckpoints(trainers.aiToolkit(), 0);
        awaitHeld();
        scheduler.preempt(NAME);
        trainers.go();
        scheduler.restart(NAME);

        assertFinished(heard);
        assertThat(heard.lines())
                .anyMatch(line -> line.matches("#### IMPORTANT RESUMING FROM .*_00000000[1-5]\\.safetensors ####"));
        assertThat(heard.checkpoints()).isEmpty();
    }

    @Test
    void whatATrainerMakesAfterItWasAskedToEndIsReported() throws Exception {
        trainers.holdDeafAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        awaitStep(heard, 6);
        scheduler.terminate(NAME);
        trainers.go();
        await().atMost(SOON).until(() -> !scheduler.isRunning(NAME));
        scheduler.restart(NAME);

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
    }

    @Test
    void aWatcherThatIsKilledCostsNothing() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.aiToolkit());
        awaitHeld();
        awaitStep(heard, 6);
        scheduler.killWatcher(NAME);
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
    }

    @Test
    void whatIsSeenLateIsWaitedFor() throws Exception {
        trainers.mountSlowly();

        RecordedReports heard = submit(trainers.miniature());

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(heard.samples()).extracting(Drawn::step, Drawn::index).contains(tuple(12, 0), tuple(12, 1));
    }

    @Test
    void aSampleThatIsHalfWrittenIsWaitedFor() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        byte[] png = Files.readAllBytes(file("output/samples/step-00006-1.png"));
        Path slow = Files.write(file("output/samples/step-00009-1.png"), Arrays.copyOf(png, png.length / 2));
        Files.write(file("output/samples/step-00010-1.png"), png);
        await().atMost(SOON).until(() -> isDrawn(heard, 10));
        assertThat(isDrawn(heard, 9)).isFalse();

        Files.write(slow, png);

        await().atMost(SOON).until(() -> isDrawn(heard, 9));
        trainers.go();
        assertFinished(heard);
    }

    private static boolean isDrawn(RecordedReports heard, int step) {
        return heard.samples().stream().anyMatch(one -> one.step() == step);
    }

    @Test
    void aMachineThatLosesItsPowerCostsNoMoreThanTheStepsSinceTheNewestState() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        await().atMost(SOON).until(() -> Files.exists(file("newest")));
        awaitStep(heard, 6);
        scheduler.hold();
        scheduler.kill(NAME);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(file("state")).hasContent("over");
        trainers.go();
        scheduler.release();

        RecordedReports again = takeUp(heard, true);

        assertFinished(again);
        assertThat(steps(again)).startsWith(5);
        assertThat(scheduler.submitted()).containsExactly(NAME, NAME + "-2");
    }

    @Test
    void tooLittleMemoryIsSaidWithAdvice() throws Exception {
        trainers.crashAt(3, 1, "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB");

        RecordedReports heard = submit(trainers.kohya());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("The memory of the card was not enough.");
        assertThat(heard.problem().advice()).contains("lower resolution");
        assertThat(heard.lines()).anyMatch(line -> line.contains("Tried to allocate 2.00 GiB"));
        assertThat(trainers.backend(trainers.kohya()).sends(heard.memo().orElse(null)))
                .isTrue();
        assertThat(trainers.folder(KEY)).exists();
    }

    @Test
    void theTimeBeforeTheFirstStepIsCountedWhileItPasses() throws Exception {
        trainers.holdAt(0);
        RecordedReports heard = submit(trainers.miniature());

        await().atMost(SOON).until(() -> heard.computed().toMillis() > 500);

        assertThat(heard.readings()).isEmpty();
        trainers.go();
        assertFinished(heard);
    }

    @Test
    void aTrainerThatFailsBeforeItsFirstStepHasComputedAllTheSame() throws Exception {
        trainers.crashAt(0, 1, "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB");

        RecordedReports heard = submit(trainers.kohya());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.readings()).isEmpty();
        assertThat(heard.computed()).isPositive();
    }

    @Test
    void filesThatDoNotArriveFromAPodAreSaidWhereTheRunIsWatched() throws Exception {
        trainers.holdAt(6);
        List<String> words = new CopyOnWriteArrayList<>();
        RecordedReports heard = new RecordedReports() {
            @Override
            public void progress(int step, String said) {
                words.add(said);
                super.progress(step, said);
            }
        };
        trainers.backend(trainers.miniature()).submit(job(null, false, null), heard);
        awaitHeld();

        Files.writeString(file(JobCopies.FILE), "{\"at\": 1, \"problem\": \"The store refuses a link.\"}");

        await().atMost(SOON).until(() -> words.contains("Training on Attic. The store refuses a link."));
        trainers.go();
        assertFinished(heard);
    }

    @Test
    void aFullDiskIsSaidWithAdvice() throws Exception {
        trainers.crashAt(5, 1, "OSError: [Errno 28] No space left on device");

        RecordedReports heard = submit(trainers.aiToolkit());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("The engine's disk is full.");
    }

    @Test
    void aJobThatIsWarnedOfItsTimeLimitSavesStopsAndContinuesLater() throws Exception {
        trainers.holdAt(6, 7);
        RecordedReports heard = submit(trainers.aiToolkit());
        awaitHeld();
        await().atMost(SOON).until(() -> heard.checkpoints().size() == 1);

        scheduler.warn(NAME);
        await().atMost(SOON)
                .until(() -> heard.lines()
                        .contains("The time limit is near: the trainer is asked for a checkpoint and then stopped"));
        trainers.goAt(6);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 7);
        assertThat(heard.problem().words()).isEqualTo("The job reached its time limit.");
        assertThat(heard.problem().advice())
                .contains("Raise the time limit", "Resume the run", "makes the steps after it again");
        assertThat(file("trainer.log")).content().contains("Job stopped");
        assertThat(file("output/lora/optimizer.pt"))
                .as("written after the checkpoint")
                .content()
                .isEqualTo("state.");
    }

    @Test
    void aTrainerThatIsAskedToEndWhileItSavesEndsAtOnce() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.aiToolkit());
        awaitHeld();
        scheduler.warn(NAME);
        await().atMost(SOON).until(() -> heard.lines().stream().anyMatch(line -> line.startsWith("The time limit")));

        scheduler.preempt(NAME);

        assertThat(file("trainer.log")).content().contains("Job stopped");
        assertThat(file(JobResult.FILE)).content().contains("\"signal\": \"USR1\"");
    }

    @Test
    void aTrainerThatEndsWellWithoutAFileHasFailed() throws Exception {
        trainers.crashAt(5, 0, "Job stopped");

        RecordedReports heard = submit(trainers.aiToolkit());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("The job failed with exit code 1.", "Job stopped");
    }

    @Test
    @Tag("attack")
    void hostileLinesOfProgressAreLeftOut() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        awaitStep(heard, 6);
        Files.writeString(file("progress.jsonl"), """
                {"step": 7, "loss"
                {"step": 9999999, "loss": 1}
                {"step": "8"}
                []
                \0\0\0
                {"checkpoint": 7, "file": "../../../../etc/passwd.x", "size": 1, "sha256": "%1$s"}
                {"checkpoint": 7, "file": "nothing.safetensors", "size": 1, "sha256": "%1$s"}
                {"sample": 7, "index": 99, "file": "trainer.log", "size": 1, "sha256": "%1$s"}
                {"sample": 7, "index": -1, "file": "trainer.log", "size": 1, "sha256": "%1$s"}
                {"step": 6, "loss": 1e999}
                """.formatted("0".repeat(64)), StandardOpenOption.APPEND);
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(heard.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
    }

    @Test
    @Tag("attack")
    void aFileThatDiffersFromItsHashIsNoResult() throws Exception {
        scheduler.beforeEnds(() -> {
            Path lora = file("output/ohwx-woman_12steps.safetensors");
            try {
                byte[] bytes = Files.readAllBytes(lora);
                bytes[bytes.length - 1] = 77;
                Files.write(lora, bytes);
            } catch (IOException gone) {
                // It was removed with its folder.
            }
        });

        RecordedReports heard = submit(trainers.miniature());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("is not the file that the job has described");
    }

    @Test
    void anEngineThatIsAwayForAWhileFailsNothing() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        awaitStep(heard, 6);
        scheduler.goAway();
        var before = trainers.clock().instant();
        await().atMost(SOON).until(() -> trainers.clock().instant().isAfter(before.plus(Duration.ofHours(1))));
        trainers.go();
        scheduler.comeBack();

        assertFinished(heard);
        assertThat(steps(heard)).hasSize(STEPS);
    }

    @Test
    void aRefusedJobCostsNothing() throws Exception {
        scheduler.refuse(new JobFailure("The cluster has no partition of this name.", "Choose one.", null));

        RecordedReports heard = submit(trainers.miniature());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.notChargedCount()).isOne();
        assertThat(trainers.backend(trainers.miniature()).sends(heard.memo().orElse(null)))
                .isTrue();
    }

    @Test
    void anotherServerFindsTheJobWhoseAnswerWasLost() throws Exception {
        scheduler.loseAnswers(true);
        RecordedReports first = new RecordedReports();
        ClusterBackend server = trainers.backend(trainers.miniature());
        String handle = server.submit(job(null, false, null), first);
        await().atMost(SOON).until(() -> !scheduler.submitted().isEmpty());
        server.letGo(handle);
        scheduler.loseAnswers(false);

        RecordedReports second = takeUp(first, false);

        assertFinished(second);
        assertThat(scheduler.submitted()).containsExactly(NAME);
        assertThat(second.sent()).isZero();
    }

    /** As where the job itself has used up the quota, or its folder is away by now. */
    @Test
    void aRefusalOfAJobThatIsThereByThenIsNone() throws Exception {
        scheduler.loseAnswers(true);
        RecordedReports heard = submit(trainers.miniature());
        await().atMost(SOON).until(() -> !scheduler.submitted().isEmpty());

        scheduler.refuse(new JobFailure("A limit of the account is reached.", "Wait.", null));

        assertFinished(heard);
        assertThat(heard.notChargedCount()).isZero();
        assertThat(scheduler.submitted()).containsExactly(NAME);
    }

    @Test
    void aCancelledJobWhoseAnswerWasLostIsLookedForUntilItIsSeen() throws Exception {
        trainers.holdAt(6);
        scheduler.loseAnswers(true);
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        scheduler.showLate(5);

        server.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(scheduler.isRunning(NAME)).isFalse();
    }

    @Test
    void aLoraThatCannotBeKeptHereStaysThere() throws Exception {
        RecordedReports first = new RecordedReports();
        first.full();
        trainers.backend(trainers.miniature()).submit(job(null, false, null), first);
        assertThat(first.ending()).isEqualTo(Ending.FAILED);

        RecordedReports second = takeUp(first, true);

        assertFinished(second);
        assertThat(scheduler.submitted()).containsExactly(NAME);
    }

    @Test
    void anotherServerTakesUpAJobThatWaitsRunsOrIsOver() throws Exception {
        scheduler.hold();
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports first = new RecordedReports();
        String handle = server.submit(job(null, false, null), first);
        await().atMost(SOON).until(() -> isAccepted(first));
        server.letGo(handle);

        trainers.holdAt(6);
        RecordedReports second = new RecordedReports();
        String next = server.submit(job(first.memo().orElse(null), false, null), second);
        scheduler.release();
        awaitHeld();
        awaitStep(second, 6);
        server.letGo(next);
        assertThat(scheduler.isRunning(NAME)).isTrue();
        trainers.go();
        await().atMost(SOON).until(() -> !scheduler.isRunning(NAME));

        RecordedReports third = takeUp(second.memo().isPresent() ? second : first, false);

        assertFinished(third);
        assertThat(steps(third)).hasSize(STEPS);
        assertThat(scheduler.submitted()).containsExactly(NAME);
        assertThat(List.of(second.sent(), third.sent())).containsOnly(0);
    }

    /** The first server is killed just before or just after it has written something down. */
    @ParameterizedTest
    @CsvSource({
        "preparing, before",
        "sending, before",
        "sending, after",
        "remember, before",
        "remember, after",
        "point, before",
        "checkpoint, before",
        "checkpoint, after",
        "sample, before",
        "collecting, before",
        "finished, before",
    })
    void aServerThatIsKilledAtAnyMomentCostsNothing(String report, String moment) throws Exception {
        RecordedReports first = new RecordedReports();
        CountDownLatch killed = new CountDownLatch(1);
        RunReporter mortal = (RunReporter) Proxy.newProxyInstance(
                RunReporter.class.getClassLoader(), new Class<?>[] {RunReporter.class}, (self, method, given) -> {
                    boolean last = method.getName().equals(report);
                    if (!last || moment.equals("after")) {
                        method.invoke(first, given);
                    }
                    if (last) {
                        killed.countDown();
                        new Semaphore(0).acquire();
                    }
                    return null;
                });
        trainers.backend(trainers.miniature()).submit(job(null, false, null), mortal);
        assertThat(killed.await(1, TimeUnit.MINUTES)).isTrue();

        RecordedReports second = takeUp(first, false);

        assertFinished(second);
        assertThat(steps(second)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(second.checkpoints()).extracting(Saved::step).containsExactly(4, 8);
        assertThat(scheduler.submitted()).containsExactly(NAME);
        assertThat(first.sent() + second.sent()).isOne();
    }

    private boolean isAccepted(RecordedReports heard) {
        return heard.memo()
                .flatMap(trainers.backend(trainers.miniature())::request)
                .isPresent();
    }

    @Test
    void aServerThatStopsWhilePicturesAreSentLeavesNothingBehindThatCounts() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        byte[] photo = TestPhotos.jpeg(64, 64, 1);
        BackendJob plain = job(null, false, null);
        BackendJob slow = new BackendJob(
                KEY, plain.name(), plain.parameters(), List.of(new JobPicture("a.jpg", "ohwx woman", 64, 64, () -> {
                    reading.countDown();
                    try {
                        stopped.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException late) {
                        throw new IOException(late);
                    }
                    return new ByteArrayInputStream(photo);
                })));
        RecordedReports first = new RecordedReports();
        String handle = server.submit(slow, first);
        assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();
        server.letGo(handle);

        RecordedReports second = takeUp(first, false);

        assertFinished(second);
        stopped.countDown();
        assertThat(first.memo()).isEmpty();
        assertThat(scheduler.submitted()).containsExactly(NAME);
    }

    @Test
    void aWaitingJobIsCancelledAndGone() throws Exception {
        scheduler.hold();
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        await().atMost(SOON).until(() -> isAccepted(heard));

        server.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(scheduler.named(NAME)).isEmpty();
        assertThat(server.sends(heard.memo().orElse(null))).isTrue();
        assertThat(file("state")).hasContent("over");
    }

    @Test
    void aRunningJobIsCancelledWithItsTrainer() throws Exception {
        trainers.holdAt(6);
        ClusterBackend server = trainers.backend(trainers.aiToolkit());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        awaitStep(heard, 6);

        server.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(file("trainer.log")).content().contains("Job stopped");
    }

    @Test
    void aCancelThatTheEngineDoesNotHearIsRepeated() throws Exception {
        trainers.holdAt(6);
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        scheduler.goAway();
        server.cancel(handle);
        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        String memo = heard.memo().orElseThrow();
        assertThat(server.end(KEY, memo)).isFalse();
        assertThat(server.isOver(KEY)).isFalse();
        scheduler.comeBack();

        await().atMost(SOON).until(() -> server.end(KEY, memo));

        assertThat(server.isOver(KEY)).isTrue();
        server.remove(KEY);
        assertThat(trainers.folder(KEY)).doesNotExist();

        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(server.end(KEY, server.over(memo))).isTrue();
    }

    @Test
    void aKnownJobIsCancelledWhileTheEngineCannotListItsJobs() throws Exception {
        trainers.holdAt(6);
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        await().atMost(SOON).until(() -> isAccepted(heard));
        scheduler.loseLists(true);

        server.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        await().atMost(SOON).until(() -> !scheduler.isRunning(NAME));
        String memo = heard.memo().orElseThrow();
        assertThat(server.end(KEY, memo))
                .as("another job of the run may be there")
                .isFalse();
        scheduler.loseLists(false);
        assertThat(server.end(KEY, memo)).isTrue();
    }

    @Test
    void aJobThatIsCancelledOutsideUnderstudySaysSo() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();

        scheduler.cancel(NAME);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("The job was cancelled outside Understudy.");
        assertThat(heard.problem().advice()).startsWith("Resume the run");
    }

    @Test
    void aJobThatIsDeletedOutsideUnderstudySaysSoAndIsSentAgain() throws Exception {
        trainers.holdAt(6);
        RecordedReports first = submit(trainers.miniature());
        awaitHeld();
        await().atMost(SOON).until(() -> isAccepted(first));

        scheduler.delete(NAME);

        assertThat(first.ending()).isEqualTo(Ending.FAILED);
        assertThat(first.problem().words()).isEqualTo("The job was deleted outside Understudy.");
        trainers.go();
        assertFinished(takeUp(first, false));
        assertThat(scheduler.submitted()).containsExactly(NAME, NAME + "-2");
    }

    @Test
    void aJobThatIsSuspendedOrRequeuedOutsideUnderstudySaysSo() throws Exception {
        trainers.holdAt(6);
        List<String> words = new CopyOnWriteArrayList<>();
        RecordedReports heard = new RecordedReports() {
            @Override
            public void progress(int step, String said) {
                words.add(said);
                super.progress(step, said);
            }
        };
        trainers.backend(trainers.aiToolkit()).submit(job(null, false, null), heard);
        awaitHeld();
        awaitStep(heard, 6);

        scheduler.suspend(true);
        await().atMost(SOON)
                .until(() -> words.contains("Attic: The job was suspended outside Understudy (SUSPENDED)."));
        scheduler.suspend(false);
        Files.writeString(
                file(JobRequest.LOG),
                "slurmstepd: error: *** JOB 7 ON a1 CANCELLED AT 2026-03-01T12:00:00 DUE TO JOB REQUEUE ***\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        scheduler.preempt(NAME);
        await().atMost(SOON)
                .until(() -> words.stream()
                        .anyMatch(one -> one.startsWith(
                                "Someone outside Understudy has put the job back into the queue of Attic. The job")));
        trainers.go();
        scheduler.restart(NAME);

        assertFinished(heard);
    }

    @Test
    void aJobThatTheEngineHasForgottenIsUnconfirmedAndThenSentAgainWhereAPersonWantsThat() throws Exception {
        trainers.holdAt(6);
        RecordedReports first = submit(trainers.miniature());
        awaitHeld();
        await().atMost(SOON).until(() -> Files.exists(file("newest")));
        scheduler.forget(NAME);
        assertThat(first.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(first.problem().words()).contains("no longer remembers job " + NAME);
        scheduler.kill(NAME);
        trainers.go();

        RecordedReports second = takeUp(first, true);
        assertThat(second.ending()).isEqualTo(Ending.FAILED);
        RecordedReports third = takeUp(second, true);

        assertFinished(third);
        assertThat(scheduler.submitted()).containsExactly(NAME, NAME + "-2");
    }

    /** A server that stops as soon as the job, which is held, is accepted. */
    private RecordedReports letGoWhenHeld(ClusterBackend server) throws IOException {
        trainers.holdAt(6);
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        await().atMost(SOON).until(() -> isAccepted(heard));
        server.letGo(handle);
        return heard;
    }

    @Test
    void aJobThatIsGivenUpIsEndedBeforeTheNextOneStarts() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports first = letGoWhenHeld(server);
        String givenUp = server.givenUp(first.memo().orElseThrow()).orElseThrow();
        assertThat(server.sends(givenUp)).as("the next one is paid").isTrue();
        trainers.behaveNextTime();

        RecordedReports second = new RecordedReports();
        server.submit(job(givenUp, false, null), second);

        assertFinished(second);
        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(scheduler.submitted()).containsExactly(NAME, NAME + "-2");
    }

    @Test
    void aGivenUpJobOfADamagedMemoIsFoundByItsNameAndEnded() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        letGoWhenHeld(server);
        scheduler.showLate(5);
        trainers.behaveNextTime();

        RecordedReports second = new RecordedReports();
        server.submit(job(server.givenUp("{\"stage\":").orElseThrow(), false, null), second);

        assertFinished(second);
        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(scheduler.submitted()).hasSize(2).last().asString().matches(NAME + "-\\d{9,}");
    }

    @Test
    void aRunThatIsCancelledAfterItsJobWasGivenUpLeavesNothingRunning() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = letGoWhenHeld(server);
        String givenUp = server.givenUp(heard.memo().orElseThrow()).orElseThrow();
        assertThat(server.mayRun(givenUp)).isTrue();

        await().atMost(SOON).until(() -> server.end(KEY, givenUp));

        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(server.mayRun(server.over(givenUp))).isFalse();
    }

    @Test
    void aForgottenJobWithAResultHasFinished() throws Exception {
        scheduler.beforeEnds(() -> scheduler.forget(NAME));

        assertFinished(submit(trainers.miniature()));
    }

    @Test
    void theFolderOfALostEngineBeginsWithTheCheckpointOfTheProduct() throws Exception {
        RecordedReports first = submit(trainers.kohya());
        assertFinished(first);
        Saved saved = Objects.requireNonNull(first.checkpoints().get(1));

        RecordedReports second = new RecordedReports();
        trainers.backend(trainers.kohya())
                .submit(
                        job(
                                trainers.backend(trainers.kohya())
                                        .over(first.memo().orElseThrow()),
                                true,
                                new JobCheckpoint(saved.step(), () -> new ByteArrayInputStream(saved.state()))),
                        second);

        assertFinished(second);
        assertThat(steps(second)).startsWith(saved.step() + 1).endsWith(STEPS);
    }

    @Test
    void onlyAnIdOfAJobIsTakenForOne() {
        ClusterBackend server = trainers.backend(trainers.miniature());

        assertThat(server.request(server.adopt(" 4711 "))).contains("4711");
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> server.adopt("4711; rm -rf /"))
                .withMessageContaining("no id of a job");
    }

    @Test
    void aTwinOfTheJobEndsWithoutTouchingItsFolder() throws Exception {
        trainers.holdAt(6);
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();
        awaitStep(heard, 6);

        String twin = scheduler.twin(NAME);
        await().atMost(SOON).until(() -> !scheduler.isRunning(twin));
        assertThat(scheduler.standing(twin).exitCode()).isEqualTo(1);
        assertThat(file(JobRequest.LOG)).content().contains("this folder is another job's");
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void theTwinThatHasTheFolderIsFollowed() throws Exception {
        trainers.holdAt(6);
        scheduler.submitTwice();
        RecordedReports heard = submit(trainers.miniature());
        awaitHeld();

        await().atMost(SOON)
                .until(() -> heard.memo().flatMap(trainers.backend(trainers.miniature())::request).stream()
                        .anyMatch((NAME + "_twin")::equals));
        trainers.go();

        assertFinished(heard);
        assertThat(steps(heard)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aCancelledRunThatWasStartedTwiceIsEndedTwice() throws Exception {
        trainers.holdAt(6);
        scheduler.submitTwice();
        ClusterBackend server = trainers.backend(trainers.miniature());
        RecordedReports heard = new RecordedReports();
        String handle = server.submit(job(null, false, null), heard);
        awaitHeld();
        server.letGo(handle);
        await().atMost(SOON)
                .until(() -> server.end(KEY, RemoteJobState.sending(NAME, 0, 0).text()));

        assertThat(scheduler.isRunning(NAME)).isFalse();
        assertThat(scheduler.isRunning(NAME + "_twin")).isFalse();
    }

    private RecordedReports adopt(ClusterBackend server, String id) {
        RecordedReports heard = new RecordedReports();
        server.submit(job(server.adopt(id), false, null), heard);
        return heard;
    }

    @Test
    void aJobThatIsNotTheRunsOwnIsNeitherFollowedNorEnded() throws Exception {
        Path other = Files.createDirectories(place.resolve("other"));
        Files.writeString(other.resolve("job.sh"), "exec sleep 600");
        String id = scheduler
                .submit(new JobRequest(
                        "of-another",
                        other.toString(),
                        "job.sh",
                        new Resources(1, "", 1, 0, 0),
                        Placement.DEFAULT,
                        Launch.PLAIN,
                        0))
                .id();
        ClusterBackend server = trainers.backend(trainers.miniature());

        RecordedReports heard = adopt(server, id);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(heard.problem().words())
                .isEqualTo("Job of-another on Attic is “of-another”, not this run's “" + NAME + "”.");
        assertThat(heard.problem().advice()).contains(NAME);
        assertThat(server.request(heard.memo().orElseThrow()))
                .as("another id can be entered")
                .isEmpty();
        assertThat(server.end(KEY, server.adopt(id))).isTrue();
        assertThat(server.end(KEY, heard.memo().orElseThrow())).isTrue();
        assertThat(scheduler.isRunning(id)).isTrue();
    }

    @Test
    void aCancelledRunWithAWrongIdHasItsOwnJobEnded() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        letGoWhenHeld(server);

        await().atMost(SOON).until(() -> server.end(KEY, server.adopt("4711")));

        assertThat(scheduler.isRunning(NAME)).isFalse();
    }

    @Test
    void anIdThatTheEngineDoesNotKnowIsAskedForAgainAndTheRightOneIsFollowed() throws Exception {
        ClusterBackend server = trainers.backend(trainers.miniature());
        letGoWhenHeld(server);

        RecordedReports wrong = adopt(server, "4711");
        assertThat(wrong.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(wrong.problem().words()).isEqualTo("Attic does not know job 4711, or no longer.");
        assertThat(server.request(wrong.memo().orElseThrow())).isEmpty();

        RecordedReports right = adopt(server, NAME);
        trainers.go();
        assertFinished(right);
        assertThat(scheduler.submitted()).containsExactly(NAME);
    }

    @Test
    void aDamagedMemoSendsNothing() throws Exception {
        RecordedReports heard = new RecordedReports();
        trainers.backend(trainers.miniature()).submit(job("{\"stage\":", false, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(scheduler.submitted()).isEmpty();
        assertThat(trainers.backend(trainers.miniature()).sends("{\"stage\":")).isFalse();
    }
}
