package io.understudy.prompts.regression;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.generation.GenerationChanged;
import io.understudy.identity.RunAs;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RegressionJob {
    private static final Logger log = LoggerFactory.getLogger(RegressionJob.class);

    private final RegressionRenderer drawing;
    private final RegressionSignals signals;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("regressions").daemon().factory());

    RegressionJob(RegressionRenderer drawing, RegressionSignals signals) {
        this.drawing = drawing;
        this.signals = signals;
    }

    @TransactionalEventListener
    void wanted(RegressionRequested wanted) {
        work(() -> drawing.begin(wanted.check()));
    }

    @TransactionalEventListener
    void drawn(GenerationChanged change) {
        if (change.progress().state().isOver()) {
            work(() -> drawing.jobEnded(change.progress().job()));
        }
    }

    /** What fails here is taken up again by the scheduler. */
    private void work(Runnable some) {
        thread.execute(() -> {
            try {
                RunAs.run(some);
                signals.changed();
            } catch (RuntimeException problem) {
                log.warn("The regression gallery could not continue; it will be tried again", problem);
            }
        });
    }

    /** Takes up what was left behind; called by the scheduler on one node at a time. */
    void takeUp() {
        drawing.takeUp().forEach(drawing::begin);
    }

    /** Completes when everything that was asked for so far, on this node, is done. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {
        @Bean
        RecurringTask<Void> waitingRegressions(RegressionJob desk) {
            return Tasks.recurring("waiting-regressions", FixedDelay.of(Duration.ofMinutes(2)))
                    .execute((instance, context) -> RunAs.run(desk::takeUp));
        }
    }
}
