package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.CapturedLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollingLoopTest {
    private static final int SECONDS = 30;

    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void whatFailsIsSaidAndKeepsNothingElseFromBeingDone() throws Exception {
        PollingLoop loop = new PollingLoop("test-loop", () -> {});
        loop.start();
        try (CapturedLog log = new CapturedLog()) {
            loop.soon(() -> {
                throw new IllegalStateException("The database is away");
            });
            loop.soon(done::countDown);

            assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(log.text()).contains("test-loop missed a beat", "The database is away");
        }
        assertThat(loop.stop()).isTrue();
    }

    @Test
    void itBeatsUntilItIsStopped() throws Exception {
        PollingLoop loop = new PollingLoop("test-loop", done::countDown);
        loop.start();
        assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isRunning()).isTrue();

        assertThat(loop.stop()).isTrue();

        assertThat(loop.isRunning()).isFalse();
        assertThat(loop.stop()).isFalse();
        loop.soon(() -> {
            throw new AssertionError("It has stopped");
        });
    }
}
