package io.understudy.training.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.TrainingSettings;
import io.understudy.training.queue.FakeTrainingBackend.FakeJob;
import io.understudy.training.queue.TrainingTest;
import io.understudy.training.runs.LaunchRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RehearsalServiceTest extends TrainingTest {
    private static final byte[] FLAT = {1, 2, 3};

    @Autowired
    RehearsalService rehearsals;

    @Autowired
    RehearsalProbe rounds;

    @Autowired
    RehearsalSignals signals;

    @Autowired
    BlobStore blobs;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aRehearsalThatGoesWellPassesAllSeven() throws Exception {
        RehearsalId id = start();
        assertThat(rehearsals.get(id).lines())
                .extracting(RehearsalFinding::topic)
                .containsExactly(
                        RehearsalCheck.PICTURES,
                        RehearsalCheck.CAPTIONS,
                        RehearsalCheck.TRIGGER,
                        RehearsalCheck.BUCKETS);

        firstHalf();
        secondHalf(TestPhotos.png(8, 8, 2));

        Rehearsal done = rehearsals.get(id);
        assertThat(done.state()).isEqualTo(RehearsalState.DONE);
        assertThat(done.line(RehearsalCheck.CHECKPOINT))
                .hasValueSatisfying(
                        line -> assertThat(line.words()).isEqualTo("2 B after step 5, continued with step 6"));
        assertThat(done.line(RehearsalCheck.SAMPLE))
                .hasValueSatisfying(line -> assertThat(line.words()).isEqualTo("8 × 8 px after step 10"));
        assertThat(done.line(RehearsalCheck.LOSS))
                .hasValueSatisfying(line -> assertThat(line.passed()).isTrue());
        assertThat(done.sample()).isNotNull();
    }

    @Test
    @Tag("attack")
    void theSampleIsStoredWithTheMarkThatAModelMadeIt() throws Exception {
        RehearsalId id = start();
        firstHalf();
        secondHalf(TestPhotos.png(8, 8, 2));

        BlobHash sample = Objects.requireNonNull(rehearsals.get(id).sample());
        try (InputStream stored = blobs.open(sample)) {
            assertThat(SourceMark.in(stored.readAllBytes())).contains(SourceMark.OF_UNDERSTUDY);
        }
    }

    @Test
    void theSecondJobGoesOnFromTheFirstOnesCheckpoint() throws Exception {
        start();
        firstHalf();

        assertThat(backend.jobs()).hasSize(2);
        assertThat(backend.last().job.resumeFrom())
                .isNotNull()
                .satisfies(from -> assertThat(from.step()).isEqualTo(5));
        assertThat(backend.last().job.parameters().steps()).isEqualTo(10);
        assertThat(backend.last().job.parameters().learningRate()).isEqualTo(1e-4);
    }

    @Test
    void aCheckpointThatCannotBeReadIsSaidInItsLine() throws Exception {
        RehearsalId id = start();
        firstHalf();

        backend.last().reporter.failed(new JobFailure("The checkpoint cannot be read.", "Launch again.", null));

        Rehearsal done = rehearsals.get(id);
        assertThat(done.state()).isEqualTo(RehearsalState.DONE);
        assertThat(done.failed())
                .contains(new RehearsalFinding(RehearsalCheck.CHECKPOINT, false, "The checkpoint cannot be read."));
        assertThat(done.line(RehearsalCheck.SAMPLE)).isEmpty();
    }

    @Test
    void aSampleThatIsNoPictureDoesNotPass() throws Exception {
        RehearsalId id = start();
        firstHalf();

        secondHalf(FLAT);

        assertThat(rehearsals.get(id).line(RehearsalCheck.SAMPLE))
                .hasValueSatisfying(line -> assertThat(line.words()).contains("is broken"));
    }

    @Test
    void aStoppedRehearsalStopsItsJobAndKeepsWhatItFound() throws Exception {
        RehearsalId id = start();
        FakeJob job = backend.last();

        rehearsals.stop(id);

        assertThat(job.cancelled).isTrue();
        assertThatThrownBy(() -> job.steps(1, 60)).isInstanceOf(JobWithdrawn.class);
        assertThat(rehearsals.get(id).state()).isEqualTo(RehearsalState.STOPPED);
        assertThat(rehearsals.get(id).lines()).hasSize(4);
    }

    @Test
    void aPersonHasOneRehearsalAtATimeAndAnotherPersonOneToo() throws Exception {
        start();

        assertThatThrownBy(this::start)
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Your rehearsal is still running");
        people.signIn(people.member("Ines"));
        assertThat(rehearsals.get(start()).isRunning()).isTrue();
    }

    @Test
    void aRehearsalThatTakesTooLongEndsInWords() throws Exception {
        RehearsalId id = start();
        clock.advance(Duration.ofMinutes(6));

        assertThatThrownBy(() -> backend.last().steps(1, 1)).isInstanceOf(JobWithdrawn.class);

        assertThat(rehearsals.get(id).line(RehearsalCheck.LOSS))
                .hasValueSatisfying(line -> assertThat(line.words()).contains("this server is busy"));
    }

    @Test
    void theRunOfTheSameSettingsAndPicturesKeepsIt() throws Exception {
        RehearsalId id = start();
        firstHalf();
        secondHalf(TestPhotos.png(8, 8, 2));
        clock.advance(Duration.ofMinutes(1));

        RunDetails same = runs.details(runs.launch(request()).run());
        TrainingSettings asked = parameters();
        TrainingSettings other =
                new TrainingSettings(asked.triggerWord(), 20, 1e-4, 16, 16, 1, 1024, 7, 5, 5, asked.samplePrompts());
        RunDetails different =
                runs.details(runs.launch(new LaunchRequest(ava, "told", other, true, UUID.randomUUID(), null))
                        .run());

        assertThat(rehearsals.of(same)).map(Rehearsal::id).contains(id);
        assertThat(rehearsals.of(different)).isEmpty();
        assertThat(rehearsals.latest(ava, asked)).map(Rehearsal::id).contains(id);
        assertThat(rehearsals.latest(ava)).map(Rehearsal::id).contains(id);
    }

    @Test
    void aRunThatWaitsIsRehearsedOnItsOwnSnapshot() throws Exception {
        RunDetails waiting = runs.details(runs.launch(request()).run());

        RehearsalId id = rehearsals.start(waiting);
        rounds.fill();
        firstHalf();
        secondHalf(TestPhotos.png(8, 8, 2));

        assertThat(rehearsals.of(runs.details(waiting.id()))).map(Rehearsal::id).contains(id);
    }

    @Test
    @Tag("twice")
    void whatAnotherNodeRehearsesIsShownOnce() throws Exception {
        start();
        long before = shownAfterALook();
        assertThat(shownAfterALook()).isEqualTo(before);

        jdbc.sql("update rehearsal set touched_at = touched_at + interval '1' second")
                .update();

        assertThat(shownAfterALook()).isEqualTo(before + 1);
        assertThat(shownAfterALook()).isEqualTo(before + 1);
    }

    private long shownAfterALook() throws Exception {
        rounds.look();
        signals.settled().get(2, TimeUnit.MINUTES);
        return signals.changes().get();
    }

    private RehearsalId start() {
        RehearsalId id = rehearsals.start(ava, parameters(), true);
        rounds.fill();
        return id;
    }

    private void firstHalf() {
        FakeJob first = backend.last();
        elsewhere(() -> {
            first.steps(1, 5);
            assertThatThrownBy(() -> first.reporter.checkpoint(5, new byte[] {5, 5}))
                    .isInstanceOf(JobWithdrawn.class);
        });
    }

    private void secondHalf(byte[] sample) {
        FakeJob second = backend.last();
        elsewhere(() -> {
            second.steps(6, 10);
            second.reporter.sample(10, 0, sample);
            second.finish();
        });
    }

    /** Backends report from threads of their own, on which nobody is signed in. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, task -> Thread.ofPlatform().start(task))
                .join();
    }
}
