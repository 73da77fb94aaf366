package io.understudy.api.runs;

import io.understudy.api.problems.RequestProblem;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.Admissions;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends what a run does until it is over, or what let the client in has ended. */
@Component
class RunEventStream {
    static final int MOST_OF_A_PERSON = 10;
    private static final int MOST = 200;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final RunService runs;
    private final RunSignals signals;
    private final Admissions admissions;
    private final Clock clock;
    private final Map<UUID, Integer> open = new HashMap<>();
    private final Set<BlockingQueue<Boolean>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    RunEventStream(RunService runs, RunSignals signals, Admissions admissions, Clock clock) {
        this.runs = runs;
        this.signals = signals;
        this.admissions = admissions;
        this.clock = clock;
    }

    /**
     * @param feed what of the run is sent
     * @param admitted whether what let the client in still does
     * @throws RequestProblem when the client has too many streams, or this server
     */
    SseEmitter follow(RunDetails run, RunFeed feed, SignedInPerson client, BooleanSupplier admitted) {
        LiveValue<RunProgress> live = signals.of(run.progress());
        SseEmitter emitter = new SseEmitter(LONGEST.plus(SILENCE).toMillis());
        emitter.onTimeout(emitter::complete);
        begin(client.accountId());
        BackgroundThreads.startAsCaller("run-events", () -> {
            BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
            Runnable noRun = live.onChange(() -> changes.offer(true));
            Runnable noAdmission = admissions.onEnd(() -> changes.offer(true));
            waiting.add(changes);
            try {
                send(emitter, run.id(), feed, admitted, changes);
                emitter.complete();
            } catch (IOException | RuntimeException failed) {
                emitter.completeWithError(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } finally {
                noRun.run();
                noAdmission.run();
                waiting.remove(changes);
                end(client.accountId());
            }
        });
        return emitter;
    }

    /** A server that stops waits for the requests that are open. */
    @EventListener
    void endAll(ContextClosedEvent stop) {
        closing = true;
        waiting.forEach(changes -> changes.offer(true));
    }

    private synchronized void begin(UUID account) {
        int own = open.getOrDefault(account, 0);
        if (own >= MOST_OF_A_PERSON
                || open.values().stream().mapToInt(Integer::intValue).sum() >= MOST) {
            throw new RequestProblem(
                    HttpStatus.TOO_MANY_REQUESTS, "", "Too many runs are followed at once: end one, or ask later.");
        }
        open.put(account, own + 1);
    }

    private synchronized void end(UUID account) {
        open.computeIfPresent(account, (id, streams) -> streams > 1 ? streams - 1 : null);
    }

    private void send(
            SseEmitter emitter, RunId run, RunFeed feed, BooleanSupplier admitted, BlockingQueue<Boolean> changes)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plus(LONGEST);
        while (!closing && admitted.getAsBoolean() && clock.instant().isBefore(end)) {
            // Other servers may work on it: the database knows, this one's signals do not.
            RunProgress now = runs.details(run).progress();
            if (!feed.send(now, emitter)) {
                emitter.send(SseEmitter.event().comment("still here"));
            }
            if (feed.hasMore()) {
                continue;
            }
            if (now.state().isOver()) {
                return;
            }
            changes.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
