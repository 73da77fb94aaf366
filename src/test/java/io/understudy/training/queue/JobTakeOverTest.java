package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.LaunchRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a backend whose jobs run elsewhere needs to go on after a crash. */
class JobTakeOverTest extends TrainingTest {
    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcTemplate jdbc;

    private RunId run = new RunId(UUID.randomUUID());

    @BeforeEach
    void launchOne() {
        run = runs.launch(request()).run();
        worker.fill();
    }

    @Test
    void aNoteOfTheBackendReachesTheNextAttempt() {
        assertThat(backend.last().job.memo()).isNull();
        backend.last().reporter.remember("request 1");
        killWorkerAndWait();
        worker.renew();
        worker.fill();

        assertThat(backend.last().job.memo()).isEqualTo("request 1");
        assertThat(backend.last().job.askedAgain()).isFalse();
    }

    @Test
    void aRunWhoseEndCouldNotBeWrittenIsTakenUpAgain() {
        var reporter = backend.last().reporter;
        jdbc.execute("alter table training_run rename to training_run_away");
        try {
            assertThatThrownBy(() -> reporter.failed(new JobFailure("It broke.", "Run it again.", null)))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            jdbc.execute("alter table training_run_away rename to training_run");
        }
        clock.advance(Duration.ofMinutes(5));
        worker.renew();
        worker.takeBackOverdue();
        worker.fill();

        assertThat(runs.details(run).attempt()).isEqualTo(2);
    }

    @Test
    void theBackendHearsThatAPersonResumedTheRun() {
        backend.last().reporter.remember("request 1");
        runs.cancel(run);
        worker.renew();
        runs.resume(run);
        worker.fill();

        assertThat(backend.last().job.askedAgain()).isTrue();
        assertThat(backend.last().job.memo()).isEqualTo("request 1");
    }

    @Test
    void headwayElsewhereIsShownAsRunning() {
        backend.last().reporter.progress(4, "Training at the service");

        assertThat(runs.details(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(runs.details(run).progress().step()).isEqualTo(4);
        assertThat(runs.details(run).progress().phase()).isEqualTo("Training at the service");
        assertThat(runs.points(run)).isEmpty();
    }

    @Test
    void aJobThatMayOrMayNotHaveBeenAcceptedWaitsForAnAdmin() {
        backend.last().reporter.sending("sent");
        backend.last().reporter.unconfirmed(new JobFailure("The answer was lost.", "Look at the service.", null));

        assertThat(runs.details(run).state()).isEqualTo(RunState.UNCONFIRMED);
        assertThat(runs.details(run).failure()).isEqualTo("The answer was lost.");
        assertThat(worker.isIdle()).isTrue();
        worker.fill();
        assertThat(backend.jobs()).hasSize(1);
    }

    @Test
    void whatTheServiceReportsByItselfHelpsTheAdminWhoDecides() {
        String request = "764cabcf-b745-4b3e-ae38-1200304cf45b";
        events.publishEvent(new FalRequestEnded(run.value(), request));
        assertThat(runs.details(run).reportedRequest()).isNull();
        backend.last().reporter.sending("sent");
        backend.last().reporter.unconfirmed(new JobFailure("The answer was lost.", "Look at the service.", null));

        events.publishEvent(new FalRequestEnded(UUID.randomUUID(), request));
        events.publishEvent(new FalRequestEnded(run.value(), request));

        assertThat(runs.details(run).reportedRequest()).isEqualTo(request);
        assertThat(runs.details(run).state()).isEqualTo(RunState.UNCONFIRMED);
    }

    @Test
    void aSettingThatOnlyThisBackendHasIsKeptWithTheRun() {
        TrainingSettings plain = parameters();
        RunId second = runs.launch(new LaunchRequest(
                        ava, "told", withOptions(plain, Map.of("masks", "none")), true, UUID.randomUUID(), null))
                .run();

        assertThat(runs.details(second).parameters().options()).isEqualTo(Map.of("masks", "none"));
        LaunchRequest wrong = new LaunchRequest(
                ava, "told", withOptions(plain, Map.of("masks", "some")), true, UUID.randomUUID(), null);
        assertThatThrownBy(() -> runs.launch(wrong))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("Masks of Told backend is one of face, none, not “some”");
    }

    private static TrainingSettings withOptions(TrainingSettings plain, Map<String, String> options) {
        return new TrainingSettings(
                plain.triggerWord(),
                plain.steps(),
                plain.learningRate(),
                plain.rank(),
                plain.alpha(),
                plain.batchSize(),
                plain.resolution(),
                plain.seed(),
                plain.sampleEvery(),
                plain.saveEvery(),
                plain.samplePrompts(),
                options);
    }
}
