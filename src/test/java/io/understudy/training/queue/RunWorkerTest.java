package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.LogLine;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePicture;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.queue.FakeTrainingBackend.FakeJob;
import io.understudy.training.runs.RunSignals;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class RunWorkerTest extends TrainingTest {
    private static final byte[] PICTURE = {1, 2, 3};

    @Autowired
    ApplicationEvents events;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private RunSignals signals;

    @Autowired
    private JdbcClient jdbc;

    private RunId run = new RunId(UUID.randomUUID());

    @BeforeEach
    void launchOne() {
        run = runs.launch(request()).run();
        worker.fill();
    }

    @Test
    void aRunGoesFromTheQueueToAStoredLora() {
        assertThat(runs.details(run).state()).isEqualTo(RunState.PREPARING);

        FakeJob job = backend.last();
        job.steps(1, 10);
        worker.beat();
        assertThat(runs.details(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(runs.details(run).progress().step()).isEqualTo(10);
        job.reporter.sample(10, 0, PICTURE);
        job.finish();

        RunDetails done = runs.details(run);
        assertThat(done.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(done.lora()).isNotNull();
        assertThat(runs.points(run)).hasSize(10);
        assertThat(runs.samples(run)).singleElement().satisfies(sample -> {
            assertThat(sample.step()).isEqualTo(10);
            assertThat(sample.prompt()).isEqualTo("ohwx woman, portrait");
            assertThat(sample.seed()).isEqualTo(7);
        });
        assertThat(events.stream(RunSucceeded.class)).singleElement().satisfies(event -> {
            assertThat(event.run()).isEqualTo(run);
            assertThat(event.lora()).isEqualTo(done.lora());
            assertThat(event.parameters()).isEqualTo(parameters());
        });
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    @Tag("twice")
    void aFileThatTheProductWroteSaysWhereItComesFrom() throws Exception {
        RunDetails launched = runs.details(run);
        backend.last().steps(1, 10);
        backend.last().finish(lora().metadata("understudy.base", "some base").toBytes());

        try (SafetensorsFile stored = SafetensorsFile.of(result())) {
            assertThat(stored.metadata())
                    .containsEntry("understudy.base", "some base")
                    .containsEntry("understudy.run", Long.toString(launched.number()))
                    .containsEntry("understudy.snapshot", launched.snapshot().hash())
                    .containsEntry("understudy.version", "ava-lindqvist_v1_10steps")
                    .containsEntry("modelspec.title", "ava-lindqvist_v1_10steps")
                    .containsEntry("ss_output_name", "ava-lindqvist_v1_10steps")
                    .containsKeys("sshs_model_hash", "sshs_legacy_hash", "modelspec.hash_sha256")
                    .doesNotContainKey("understudy.address");
            assertThat(stored.floats("a.lora_A.weight")).containsExactly(1, 2);
        }
    }

    @Test
    void aFileThatAServiceDeliveredStaysByteForByteWhatItWas() throws Exception {
        byte[] delivered = lora().metadata("ss_steps", "10").toBytes();
        backend.last().steps(1, 10);
        backend.last().finish(delivered);

        assertThat(result()).isEqualTo(delivered);
    }

    private static SafetensorsWriter lora() {
        return new SafetensorsWriter()
                .tensor("a.lora_A.weight", TensorType.F32, new float[] {1, 2}, 1, 2)
                .tensor("a.lora_B.weight", TensorType.F32, new float[] {3}, 1, 1);
    }

    private byte[] result() throws Exception {
        BlobHash lora = Objects.requireNonNull(runs.details(run).lora());
        return RunAs.call(() -> {
            try (InputStream in = blobs.open(lora)) {
                return in.readAllBytes();
            }
        });
    }

    @Test
    void thereIsRoomForOneRunAtATime() {
        RunId second = runs.launch(request()).run();
        worker.fill();
        assertThat(runs.details(second).state()).isEqualTo(RunState.QUEUED);

        backend.last().steps(1, 10);
        backend.last().finish();
        worker.fill();

        assertThat(runs.details(second).state()).isEqualTo(RunState.PREPARING);
    }

    @Test
    void cancellingStopsTheJobAndNothingIsWrittenAnyMore() {
        FakeJob job = backend.last();
        job.steps(1, 3);
        worker.beat();

        runs.cancel(run);

        assertThat(runs.details(run).failure()).isEqualTo("Cancelled by Mara.");
        assertThatThrownBy(() -> {
                    job.steps(4, 4);
                    job.reporter.sample(4, 0, PICTURE);
                })
                .isInstanceOf(JobWithdrawn.class);
        assertThat(runs.points(run)).hasSize(3);
    }

    @Test
    void aRunThatIsOverCannotBeCancelled() {
        backend.last().steps(1, 10);
        backend.last().finish();

        assertThatThrownBy(() -> runs.cancel(run))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("is succeeded and cannot become cancelled");
    }

    @Test
    void aFailureIsKeptInWordsWithWhatToDo() {
        backend.last().reporter.log("Loading pictures");
        backend.last().reporter.failed(new JobFailure("The loss is no longer a number.", "Lower the rate.", null));

        RunDetails failed = runs.details(run);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.failure()).isEqualTo("The loss is no longer a number.");
        assertThat(failed.advice()).isEqualTo("Lower the rate.");
        assertThat(runs.log(run, 0, 10))
                .extracting(LogLine::line)
                .containsExactly("Loading pictures", "Failed: The loss is no longer a number.");
    }

    @Test
    void aJobThatTheBackendDoesNotAcceptFailsTheRun() {
        backend.last().reporter.failed(new JobFailure("Enough.", "Nothing.", null));
        backend.refuseWith(new JobFailure("The key was refused.", "Ask an admin.", null));
        RunId refused = runs.launch(request()).run();

        worker.fill();

        assertThat(runs.details(refused).failure()).isEqualTo("The key was refused.");
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    void stepsOfAnEarlierAttemptAreTakenBackWhereTheNextOneBegins() {
        FakeJob first = backend.last();
        first.steps(1, 5);
        first.reporter.checkpoint(5, new byte[] {5});
        first.steps(6, 8);
        worker.beat();

        killWorkerAndWait();
        worker.renew();
        worker.fill();
        assertThat(runs.details(run).progress().step()).isEqualTo(5);
        FakeJob second = backend.last();
        second.reporter.point(new MetricReading(6, 0.5, 1e-4, 0.1));
        worker.beat();

        assertThat(runs.points(run)).extracting(MetricPoint::step).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(runs.points(run).getLast().loss()).isEqualTo(0.5);
        assertThat(runs.details(run).attempt()).isEqualTo(2);
    }

    @Test
    void whatWasDrawnBeforeTheFirstStepIsShownOnceThoughANewAttemptDrawsItAgain() {
        backend.last().reporter.sample(0, 0, PICTURE);
        backend.last().steps(1, 2);
        killWorkerAndWait();
        worker.renew();
        worker.fill();

        backend.last().reporter.sample(0, 0, new byte[] {4, 5, 6});

        assertThat(runs.samples(run)).extracting(SamplePicture::picture).containsExactly(BlobHash.of(new byte[] {4, 5, 6
        }));
    }

    @Test
    @Tag("attack")
    void aSampleIsStoredWithTheMarkThatAModelMadeIt() throws Exception {
        backend.last().reporter.sample(0, 0, TestPhotos.png(8, 8, 2));

        try (InputStream stored = blobs.open(runs.samples(run).getFirst().picture())) {
            assertThat(SourceMark.in(stored.readAllBytes())).contains(SourceMark.OF_UNDERSTUDY);
        }
    }

    @Test
    void theNextAttemptReceivesTheCheckpoint() throws Exception {
        backend.last().steps(1, 5);
        backend.last().reporter.checkpoint(5, new byte[] {5, 5});
        killWorkerAndWait();
        worker.renew();
        worker.fill();

        var resumed = Objects.requireNonNull(backend.last().job.resumeFrom());
        assertThat(resumed.step()).isEqualTo(5);
        try (InputStream bytes = resumed.bytes().open()) {
            assertThat(bytes.readAllBytes()).containsExactly(5, 5);
        }
    }

    @Test
    void aWorkerThatLostItsLeaseCannotWrite() {
        FakeJob old = backend.last();
        old.steps(1, 2);
        killWorkerAndWait();
        worker.renew();
        worker.fill();

        assertThat(old.cancelled).isTrue();
        assertThatThrownBy(() -> old.reporter.checkpoint(2, PICTURE)).isInstanceOf(JobWithdrawn.class);
    }

    @Test
    @Tag("twice")
    void whatAnotherNodeSaysOfARunIsShownWithTheNextLook() throws Exception {
        LiveValue<RunProgress> shown = signals.of(runs.details(run).progress());
        jdbc.sql("update training_run set phase = 'Loading the model', row_version = row_version + 1 where id = ?")
                .param(run.value())
                .update();

        RunAs.run(worker::look);
        signals.settled().get(2, TimeUnit.MINUTES);

        assertThat(shown.get().phase()).isEqualTo("Loading the model");
    }

    @Test
    void aRenewedLeaseIsNotTakenBack() {
        clock.advance(Duration.ofSeconds(15));
        worker.renew();
        clock.advance(Duration.ofSeconds(15));
        RunAs.run(() -> journal.takeBackOverdue(Set.of()));

        assertThat(runs.details(run).state()).isEqualTo(RunState.PREPARING);
    }

    @Test
    void aRunOnWhichWorkersDieAgainAndAgainIsLostAndCanBeResumed() {
        IntStream.range(0, 3).forEach(time -> {
            killWorkerAndWait();
            worker.renew();
            worker.fill();
        });

        assertThat(runs.details(run).state()).isEqualTo(RunState.LOST);
        assertThat(runs.details(run).failure()).contains("went down 3 times");

        runs.resume(run);
        worker.fill();
        assertThat(runs.details(run).state()).isEqualTo(RunState.PREPARING);
    }

    @Test
    void aServerThatIsStoppedInGoodOrderGivesItsRunsBack() {
        FakeJob job = backend.last();
        job.steps(1, 2);
        worker.releaseAll();

        assertThat(runs.details(run).state()).isEqualTo(RunState.QUEUED);
        assertThat(job.cancelled).isTrue();
    }

    @Test
    void aResumedRunKeepsItsCurveUpToTheCheckpoint() {
        FakeJob job = backend.last();
        job.steps(1, 5);
        job.reporter.checkpoint(5, PICTURE);
        runs.cancel(run);
        assertThatThrownBy(() -> job.steps(6, 60)).isInstanceOf(JobWithdrawn.class);
        assertThat(runs.lastCheckpoint(run)).isEqualTo(5);

        runs.resume(run);
        worker.fill();

        assertThat(runs.details(run).state()).isEqualTo(RunState.PREPARING);
        assertThat(runs.details(run).attemptFromStep()).isEqualTo(5);
    }
}
