package io.understudy.training.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.support.ReplaceableBeans;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.DecidedRunLookup.Decision;
import io.understudy.training.LogLine;
import io.understudy.training.RunId;
import io.understudy.training.queue.FakeTrainingBackend.FakeJob;
import io.understudy.training.queue.TrainingTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class CheckpointServiceTest extends TrainingTest {
    private static final BlobHash OTHER_FILE = new BlobHash("0".repeat(64));

    @Autowired
    ReplaceableBeans beans;

    @Autowired
    CheckpointService checkpoints;

    private RunId run = new RunId(UUID.randomUUID());

    @Test
    void allCheckpointsStayUntilTheVersionIsDecided() {
        finishedRun();

        clock.advance(Duration.ofDays(400));

        assertThat(prune()).isZero();
        KeptCheckpoints kept = checkpoints.of(runs.details(run));
        assertThat(kept.count()).isEqualTo(2);
        assertThat(kept.bytes()).isEqualTo(5);
        assertThat(kept.until()).isNull();
    }

    @Test
    @Tag("twice")
    void afterTheDecisionTheyStayForTheGraceTimeAndThenGo() {
        finishedRun();
        Instant decided = clock.instant();
        decide(decided, OTHER_FILE);
        assertThat(checkpoints.of(runs.details(run)).until()).isEqualTo(decided.plus(Duration.ofDays(7)));

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(prune()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(prune()).isEqualTo(2);

        KeptCheckpoints kept = checkpoints.of(runs.details(run));
        assertThat(kept.count()).isZero();
        assertThat(kept.prunedAt()).isEqualTo(clock.instant());
        assertThat(runs.log(run, 0, 100))
                .extracting(LogLine::line)
                .contains("2 checkpoints removed, 5 B: the version is decided");
        assertThat(prune()).isZero();
    }

    @Test
    void theFileThatTheVersionCitesIsNeverRemoved() {
        finishedRun();
        decide(clock.instant(), BlobHash.of(new byte[] {5, 5}));
        clock.advance(Duration.ofDays(8));

        assertThat(prune()).isEqualTo(1);
        assertThat(checkpoints.of(runs.details(run)).count()).isEqualTo(1);
        assertThat(runs.lastCheckpoint(run)).isEqualTo(5);
    }

    @Test
    void theCheckpointsOfAStoppedRunStayForItsResume() {
        run = runs.launch(request()).run();
        worker.fill();
        backend.last().steps(1, 5);
        backend.last().reporter.checkpoint(5, new byte[] {5, 5});
        runs.cancel(run);
        decide(clock.instant(), OTHER_FILE);
        clock.advance(Duration.ofDays(400));

        assertThat(prune()).isZero();
        assertThat(runs.lastCheckpoint(run)).isEqualTo(5);
    }

    @Test
    void anAdminSetsTheGraceTime() {
        finishedRun();
        decide(clock.instant(), OTHER_FILE);
        assertThatThrownBy(() -> checkpoints.changeGrace(0)).isInstanceOf(AccessDeniedException.class);
        people.signIn(people.admin("Olga"));
        assertThatThrownBy(() -> checkpoints.changeGrace(-1))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("from 0 to 3650 days");

        checkpoints.changeGrace(0);

        assertThat(prune()).isEqualTo(2);
    }

    private void finishedRun() {
        run = runs.launch(request()).run();
        worker.fill();
        FakeJob job = backend.last();
        job.steps(1, 5);
        job.reporter.checkpoint(5, new byte[] {5, 5});
        job.steps(6, 8);
        job.reporter.checkpoint(8, new byte[] {8, 8, 8});
        job.steps(9, 10);
        job.finish();
    }

    private void decide(Instant at, BlobHash file) {
        when(beans.mock(DecidedRunLookup.class).of(any())).thenAnswer(question -> {
            Collection<RunId> asked = question.getArgument(0);
            return asked.contains(run) ? Map.of(run, new Decision(at, file, false)) : Map.of();
        });
    }

    private int prune() {
        return RunAs.get(checkpoints::prune);
    }
}
