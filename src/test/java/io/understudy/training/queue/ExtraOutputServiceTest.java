package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.LogLine;
import io.understudy.training.RunContribution.Deed;
import io.understudy.training.RunId;
import io.understudy.training.backends.api.ExtraOutput;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class ExtraOutputServiceTest extends TrainingTest {
    @Autowired
    ExtraOutputService extras;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void aTrainerThatTakesRequests() {
        backend.offer(ExtraOutput.CHECKPOINT);
    }

    private RunId running() {
        RunId run = runs.launch(request()).run();
        worker.fill();
        backend.last().reporter.remember("request 7");
        backend.last().steps(1, 2);
        worker.beat();
        return run;
    }

    @Test
    @Tag("attack")
    void whoAsksForACheckpointIsNamedInTheLogTheTrailAndTheLedger() {
        RunId run = running();
        var rita = people.signIn(people.reviewer("Rita"));

        extras.ask(run, ExtraOutput.CHECKPOINT);

        assertThat(backend.asked).containsExactly(run.value() + " request 7 CHECKPOINT");
        assertThat(runs.log(run, 0, 50)).extracting(LogLine::line).contains("Rita asked the trainer for a checkpoint");
        assertThat(runs.contributions(run))
                .extracting(one -> one.account(), one -> one.deed())
                .contains(Tuple.tuple(rita.accountId(), Deed.ASKED_FOR_CHECKPOINT));
        assertThat(events.stream(AuditEvent.class).filter(event -> event.verb().equals("run.checkpoint-requested")))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().name()).isEqualTo("Rita"));
    }

    @Test
    void onlyWhatTheTrainerOffersIsAskedForAndOnlyWhileItTrains() {
        RunId waiting = runs.launch(request()).run();
        assertThat(extras.offered(waiting)).isEmpty();
        assertThatThrownBy(() -> extras.ask(waiting, ExtraOutput.CHECKPOINT))
                .isInstanceOf(DomainException.Conflict.class);
        runs.cancel(waiting);

        RunId run = running();
        assertThat(extras.offered(run)).containsExactly(ExtraOutput.CHECKPOINT);
        assertThatThrownBy(() -> extras.ask(run, ExtraOutput.SAMPLES))
                .hasMessageContaining("cannot be asked for samples now");
        runs.cancel(run);

        assertThat(extras.offered(run)).isEmpty();
        assertThat(backend.asked).isEmpty();
    }

    @Test
    @Tag("attack")
    void whoAsksAnEngineThatGivesNoAnswerIsAMakerToo() {
        RunId run = running();
        var rita = people.signIn(people.reviewer("Rita"));
        backend.silentBecause(new JobFailure("Attic gives no answer.", "Check that it is running.", null));

        assertThatThrownBy(() -> extras.ask(run, ExtraOutput.CHECKPOINT))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage("Attic gives no answer. Check that it is running.");

        assertThat(runs.contributions(run))
                .singleElement()
                .satisfies(one -> assertThat(one.account()).isEqualTo(rita.accountId()));
    }
}
