package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.RunAs;
import io.understudy.training.RunId;
import io.understudy.training.runs.LaunchRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class CancelledRunQueueTest extends TrainingTest {
    @Autowired
    CancelledRunQueue cancelled;

    @Autowired
    @Qualifier("toldService")
    FakeTrainingBackend service;

    @BeforeEach
    void connect() {
        service.forget();
        service.connect();
    }

    private RunId cancelledRun() {
        return cancelledRun("request 1");
    }

    private RunId cancelledRun(String memo) {
        RunId run = runs.launch(new LaunchRequest(
                        ava, FakeTrainingConfiguration.SERVICE, parameters(), true, UUID.randomUUID(), null))
                .run();
        worker.fill();
        service.last().reporter.remember(memo);
        runs.cancel(run);
        cancelled.settled().join();
        return run;
    }

    private void lookLater() {
        clock.advance(Duration.ofMinutes(5));
        RunAs.run(cancelled::look);
    }

    @Test
    void anEngineIsAskedUntilTheJobOfACancelledRunHasEndedAndThenNoMore() {
        service.endsCancelled(false, false, true);

        cancelledRun();
        assertThat(service.endingsLeft()).isEqualTo(2);
        lookLater();
        assertThat(service.endingsLeft()).isEqualTo(1);
        lookLater();
        assertThat(service.endingsLeft()).isZero();
        lookLater();
    }

    @Test
    void anEngineIsLookedAtAgainWhereItsJobMayBeSeenLater() {
        service.endsCancelled(true, true);

        cancelledRun("given up request 1");
        assertThat(service.endingsLeft()).isEqualTo(1);
        lookLater();
        assertThat(service.endingsLeft()).isZero();
        lookLater();
    }

    @Test
    void aServiceThatEndsJobsInAnotherWayIsNotAsked() {
        cancelledRun();
        lookLater();

        assertThat(service.endingsLeft()).isZero();
    }
}
