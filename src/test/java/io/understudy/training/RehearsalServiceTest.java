package io.understudy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.pictures.Photos;
import io.understudy.shared.Refusal;
import io.understudy.training.ToldBackend.ToldJob;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.JobUnwanted;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.rehearsal.RehearsalId;
import io.understudy.training.rehearsal.RehearsalLine;
import io.understudy.training.rehearsal.RehearsalRounds;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.rehearsal.RehearsalState;
import io.understudy.training.rehearsal.RehearsalTopic;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RehearsalServiceTest extends TrainingTest {
    private static final byte[] FLAT = {1, 2, 3};

    @Autowired
    RehearsalService rehearsals;

    @Autowired
    RehearsalRounds rounds;

    @Test
    void aRehearsalThatGoesWellPassesAllSeven() throws Exception {
        RehearsalId id = start();
        assertThat(rehearsals.get(id).lines())
                .extracting(RehearsalLine::topic)
                .containsExactly(
                        RehearsalTopic.PICTURES,
                        RehearsalTopic.CAPTIONS,
                        RehearsalTopic.TRIGGER,
                        RehearsalTopic.BUCKETS);

        firstHalf();
        secondHalf(Photos.png(8, 8, 2));

        Rehearsal done = rehearsals.get(id);
        assertThat(done.state()).isEqualTo(RehearsalState.DONE);
        assertThat(done.line(RehearsalTopic.CHECKPOINT))
                .hasValueSatisfying(
                        line -> assertThat(line.words()).isEqualTo("2 B after step 5, continued with step 6"));
        assertThat(done.line(RehearsalTopic.SAMPLE))
                .hasValueSatisfying(line -> assertThat(line.words()).isEqualTo("8 × 8 px after step 10"));
        assertThat(done.line(RehearsalTopic.LOSS))
                .hasValueSatisfying(line -> assertThat(line.passed()).isTrue());
        assertThat(done.sample()).isNotNull();
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

        backend.last().reporter.failed(new BackendProblem("The checkpoint cannot be read.", "Launch again.", null));

        Rehearsal done = rehearsals.get(id);
        assertThat(done.state()).isEqualTo(RehearsalState.DONE);
        assertThat(done.failed())
                .contains(new RehearsalLine(RehearsalTopic.CHECKPOINT, false, "The checkpoint cannot be read."));
        assertThat(done.line(RehearsalTopic.SAMPLE)).isEmpty();
    }

    @Test
    void aSampleThatIsNoPictureDoesNotPass() throws Exception {
        RehearsalId id = start();
        firstHalf();

        secondHalf(FLAT);

        assertThat(rehearsals.get(id).line(RehearsalTopic.SAMPLE))
                .hasValueSatisfying(line -> assertThat(line.words()).contains("is broken"));
    }

    @Test
    void aStoppedRehearsalStopsItsJobAndKeepsWhatItFound() throws Exception {
        RehearsalId id = start();
        ToldJob job = backend.last();

        rehearsals.stop(id);

        assertThat(job.cancelled).isTrue();
        assertThatThrownBy(() -> job.steps(1, 60)).isInstanceOf(JobUnwanted.class);
        assertThat(rehearsals.get(id).state()).isEqualTo(RehearsalState.STOPPED);
        assertThat(rehearsals.get(id).lines()).hasSize(4);
    }

    @Test
    void aPersonHasOneRehearsalAtATimeAndAnotherPersonOneToo() throws Exception {
        start();

        assertThatThrownBy(this::start)
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Your rehearsal is still running");
        people.signIn(people.member("Ines"));
        assertThat(rehearsals.get(start()).isRunning()).isTrue();
    }

    @Test
    void aRehearsalWhoseServerIsGoneIsNoHindrance() throws Exception {
        RehearsalId id = start();
        clock.advance(Duration.ofMinutes(3));

        assertThat(rehearsals.get(id).silent()).isTrue();
        assertThat(rehearsals.get(start()).isRunning()).isTrue();
    }

    @Test
    void aRehearsalThatTakesTooLongEndsInWords() throws Exception {
        RehearsalId id = start();
        clock.advance(Duration.ofMinutes(6));

        assertThatThrownBy(() -> backend.last().steps(1, 1)).isInstanceOf(JobUnwanted.class);

        assertThat(rehearsals.get(id).line(RehearsalTopic.LOSS))
                .hasValueSatisfying(line -> assertThat(line.words()).contains("this server is busy"));
    }

    @Test
    void theRunOfTheSameSettingsAndPicturesKeepsIt() throws Exception {
        RehearsalId id = start();
        firstHalf();
        secondHalf(Photos.png(8, 8, 2));
        clock.advance(Duration.ofMinutes(1));

        RunDetails same = runs.details(runs.launch(request()).run());
        TrainingParameters asked = parameters();
        TrainingParameters other =
                new TrainingParameters(asked.triggerWord(), 20, 1e-4, 16, 16, 1, 1024, 7, 5, 5, asked.samplePrompts());
        RunDetails different =
                runs.details(runs.launch(new LaunchRequest(ava, "told", other, true, UUID.randomUUID(), null))
                        .run());

        assertThat(rehearsals.of(same)).map(Rehearsal::id).contains(id);
        assertThat(rehearsals.of(different)).isEmpty();
        assertThat(rehearsals.latest(ava, asked)).map(Rehearsal::id).contains(id);
    }

    @Test
    void aRunThatWaitsIsRehearsedOnItsOwnSnapshot() throws Exception {
        RunDetails waiting = runs.details(runs.launch(request()).run());

        RehearsalId id = rehearsals.start(waiting);
        rounds.settled().get();
        firstHalf();
        secondHalf(Photos.png(8, 8, 2));

        assertThat(rehearsals.of(runs.details(waiting.id()))).map(Rehearsal::id).contains(id);
    }

    private RehearsalId start() {
        RehearsalId id = rehearsals.start(ava, parameters(), true);
        try {
            rounds.settled().get();
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
        return id;
    }

    private void firstHalf() {
        ToldJob first = backend.last();
        elsewhere(() -> {
            first.steps(1, 5);
            assertThatThrownBy(() -> first.reporter.checkpoint(5, new byte[] {5, 5}))
                    .isInstanceOf(JobUnwanted.class);
        });
    }

    private void secondHalf(byte[] sample) {
        ToldJob second = backend.last();
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
