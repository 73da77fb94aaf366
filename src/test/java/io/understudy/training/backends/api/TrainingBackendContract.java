package io.understudy.training.backends.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.RecordedReports.Drawn;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.api.RecordedReports.Saved;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the product relies on in every backend. Each backend subclasses this with jobs as small as it can do. */
public abstract class TrainingBackendContract {
    private static final int STEPS = 6;

    protected abstract TrainingBackend backend();

    /** A few encoded pictures that the backend can train on. */
    protected abstract List<byte[]> pictures();

    /** Whether the loss of each step is reported; a hosted trainer may report only how far it is. */
    protected boolean measuresSteps() {
        return true;
    }

    /** A job that is small apart from its number of steps. */
    protected final BackendJob job(int steps, @Nullable JobCheckpoint resumeFrom) {
        List<JobPicture> all = new ArrayList<>();
        for (byte[] bytes : pictures()) {
            all.add(new JobPicture(
                    all.size() + ".jpg", "ohwx woman, close-up", 128, 128, () -> new ByteArrayInputStream(bytes)));
        }
        return job(steps, all, resumeFrom);
    }

    private static BackendJob job(int steps, List<JobPicture> pictures, @Nullable JobCheckpoint resumeFrom) {
        TrainingSettings parameters = new TrainingSettings(
                new TriggerWord("ohwx woman"),
                steps,
                1e-4,
                4,
                4,
                1,
                1024,
                7,
                3,
                2,
                List.of(new SamplePrompt("ohwx woman, close-up", 1), new SamplePrompt("ohwx woman, beach", 2)));
        return new BackendJob("key-1", "contract run", parameters, pictures, resumeFrom, null, false);
    }

    @Test
    void aJobTrainsToASafetensorsFileAndReportsEveryStepOnce() throws Exception {
        RecordedReports heard = new RecordedReports();

        String handle = backend().submit(job(STEPS, null), heard);

        assertThat(handle).isNotBlank().hasSizeLessThanOrEqualTo(200);
        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.steps()).isSorted().endsWith(STEPS);
        if (measuresSteps()) {
            assertThat(heard.readings()).extracting(MetricReading::step).containsExactly(1, 2, 3, 4, 5, 6);
        }
        assertThat(heard.readings())
                .allSatisfy(reading -> assertThat(reading.loss()).isFinite().isPositive());
        assertThat(heard.readings()).extracting(MetricReading::seconds).isSorted();
        try (SafetensorsFile file = SafetensorsFile.of(heard.lora())) {
            assertThat(file.tensors()).isNotEmpty();
        }
        assertThat(heard.afterTheEnd()).isEmpty();
    }

    @Test
    void samplesAreDrawnForEveryPromptAtEveryInterval() throws Exception {
        assumeTrue(backend().capabilities().honours(JobField.SAMPLE_EVERY), "it draws no samples, and says so");
        RecordedReports heard = new RecordedReports();

        backend().submit(job(STEPS, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.samples().stream()
                        .filter(sample -> sample.step() > 0)
                        .map(sample -> sample.step() + "/" + sample.index()))
                .containsExactly("3/0", "3/1", "6/0", "6/1");
        for (Drawn sample : heard.samples()) {
            assertThat(ImageIO.read(new ByteArrayInputStream(sample.png()))).isNotNull();
        }
    }

    @Test
    void aJobGoesOnAfterTheCheckpointItCarries() throws Exception {
        assumeTrue(backend().capabilities().honours(JobField.SAVE_EVERY), "it hands out no checkpoints, and says so");
        RecordedReports first = new RecordedReports();
        backend().submit(job(STEPS, null), first);
        first.ending();
        Saved saved = first.checkpoints().getLast();

        RecordedReports second = new RecordedReports();
        backend()
                .submit(
                        job(STEPS, new JobCheckpoint(saved.step(), () -> new ByteArrayInputStream(saved.state()))),
                        second);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        if (measuresSteps()) {
            assertThat(second.readings().getFirst().step()).isEqualTo(saved.step() + 1);
        } else {
            assertThat(second.readings().getFirst().step()).isGreaterThan(saved.step());
        }
        assertThat(second.readings().getLast().step()).isEqualTo(STEPS);
    }

    @Test
    void aCancelledJobStopsWithinAStepAndSaysSo() throws Exception {
        CompletableFuture<String> handle = new CompletableFuture<>();
        RecordedReports heard = new RecordedReports();
        heard.onStep(step -> {
            if (step == 2) {
                backend().cancel(handle.orTimeout(2, TimeUnit.MINUTES).join());
            }
        });

        handle.complete(backend().submit(job(10_000, null), heard));

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(heard.steps().getLast()).isLessThanOrEqualTo(3);
        assertThat(heard.afterTheEnd()).isEmpty();
    }

    @Test
    void cancellingAnUnknownJobDoesNothing() {
        backend().cancel("no-such-job");
    }

    @Test
    void aJobThatNobodyWantsStopsWithoutAWord() throws Exception {
        CompletableFuture<Integer> refusedAt = new CompletableFuture<>();
        RecordedReports unwanted = new RecordedReports();
        unwanted.onStep(step -> {
            refusedAt.complete(step);
            throw new JobWithdrawn("another worker has it");
        });
        backend().submit(job(10_000, null), unwanted);
        refusedAt.get(1, TimeUnit.MINUTES);

        RecordedReports next = new RecordedReports();
        backend().submit(job(2, null), next);

        assertThat(next.ending()).isEqualTo(Ending.FINISHED);
        assertThat(unwanted.steps()).hasSize(1);
    }

    @Test
    void aPictureThatCannotBeDecodedFailsTheJobByName() throws Exception {
        RecordedReports heard = new RecordedReports();
        JobPicture broken = new JobPicture(
                "broken.jpg", "ohwx woman", 128, 128, () -> new ByteArrayInputStream(new byte[] {1, 2, 3}));

        backend().submit(job(STEPS, List.of(broken), null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("broken.jpg");
        assertThat(heard.problem().advice()).isNotBlank();
    }

    @Test
    void itSaysWhatItIsAndProposesPresetsWithinItsLimits() {
        BackendCapabilities can = backend().capabilities();

        assertThat(backend().id()).matches("[a-z0-9-]{1,40}");
        assertThat(can.what()).isNotBlank();
        assertThat(can.presets()).allSatisfy(preset -> {
            assertAllowed(can, JobField.STEPS, preset.steps());
            assertAllowed(can, JobField.LEARNING_RATE, preset.learningRate());
            assertAllowed(can, JobField.RANK, preset.rank());
            assertAllowed(can, JobField.BATCH_SIZE, preset.batchSize());
        });
        assertThat(backend().estimate(job(STEPS, null).parameters(), 20)).isPositive();
    }

    private static void assertAllowed(BackendCapabilities can, JobField field, double value) {
        assertThat(can.limits()
                        .getOrDefault(field, new BackendCapabilities.Limits(value, value))
                        .allow(value))
                .as("%s = %s", field, value)
                .isTrue();
    }
}
