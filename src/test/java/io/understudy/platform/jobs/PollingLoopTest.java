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
        PollingLoop heart = new PollingLoop("test-heart", () -> {});
        heart.start();
        try (CapturedLog log = new CapturedLog()) {
            heart.soon(() -> {
                throw new IllegalStateException("The database is away");
            });
            heart.soon(done::countDown);

            assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(log.text()).contains("test-heart missed a beat", "The database is away");
        }
        assertThat(heart.stop()).isTrue();
    }

    @Test
    void itBeatsUntilItIsStopped() throws Exception {
        PollingLoop heart = new PollingLoop("test-heart", done::countDown);
        heart.start();
        assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(heart.isRunning()).isTrue();

        assertThat(heart.stop()).isTrue();

        assertThat(heart.isRunning()).isFalse();
        assertThat(heart.stop()).isFalse();
        heart.soon(() -> {
            throw new AssertionError("It has stopped");
        });
    }
}
