package io.understudy.api.runs;

import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the states and the metrics of a run until it is over. */
@Component
class RunEventStream {
    /** Then the client connects again, which a token that has ended since does not let it. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final RunService runs;
    private final RunSignals signals;
    private final Clock clock;

    RunEventStream(RunService runs, RunSignals signals, Clock clock) {
        this.runs = runs;
        this.signals = signals;
        this.clock = clock;
    }

    /** @param after the last step whose metrics the client has */
    SseEmitter follow(RunDetails run, int after) {
        SseEmitter emitter = new SseEmitter(0L);
        LiveValue<RunProgress> live = signals.of(run.progress());
        BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
        Runnable end = live.onChange(() -> changes.offer(true));
        BackgroundThreads.startAsCaller("run-events", () -> {
            try {
                send(emitter, run.id(), after, changes);
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                emitter.completeWithError(gone);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } finally {
                end.run();
            }
        });
        return emitter;
    }

    private void send(SseEmitter emitter, RunId run, int after, BlockingQueue<Boolean> changes)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plus(LONGEST);
        int sent = after;
        long revision = -1;
        while (clock.instant().isBefore(end)) {
            // Other servers may work on it: the database knows, this one's signals do not.
            RunProgress now = runs.details(run).progress();
            for (MetricPoint point : runs.pointsAfter(run, sent)) {
                emitter.send(SseEmitter.event()
                        .name("metric")
                        .id(Integer.toString(point.step()))
                        .data(RunMetric.of(point)));
                sent = point.step();
            }
            if (now.revision() != revision) {
                revision = now.revision();
                emitter.send(SseEmitter.event().name("state").data(RunStateEvent.of(now)));
            } else {
                emitter.send(SseEmitter.event().comment("still here"));
            }
            if (now.state().isOver()) {
                return;
            }
            changes.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
