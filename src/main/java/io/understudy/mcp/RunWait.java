package io.understudy.mcp;

import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.Admissions;
import io.understudy.identity.access.TokenGrant;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Holds a request until the state of a run changes, for less time than clients wait for an answer. */
@Component
class RunWait {
    /** In seconds. */
    static final int LONGEST = 25;

    static final int MOST_OF_A_PERSON = 4;

    /** A fifth of the threads that answer requests. */
    private static final int MOST = 40;

    private final RunService runs;
    private final RunSignals signals;
    private final Admissions admissions;
    private final AccessTokenService tokens;
    private final CurrentActor actor;
    private final List<UUID> waiting = new ArrayList<>();
    private volatile boolean closing;

    RunWait(RunService runs, RunSignals signals, Admissions admissions, AccessTokenService tokens, CurrentActor actor) {
        this.runs = runs;
        this.signals = signals;
        this.admissions = admissions;
        this.tokens = tokens;
        this.actor = actor;
    }

    @EventListener
    void endAll(ContextClosedEvent stop) {
        closing = true;
    }

    /**
     * @param seconds at most {@link #LONGEST}
     * @return the run as it is then
     * @throws DomainException.Conflict when too many are waited for, or what let the client in has ended
     */
    RunDetails forChangeOf(RunDetails run, int seconds) {
        if (seconds == 0 || run.state().isOver()) {
            return run;
        }
        UUID person = actor.get().id();
        begin(person);
        BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
        LiveValue<RunProgress> live = signals.of(run.progress());
        Runnable noRun = live.onChange(() -> {
            if (live.get().state() != run.state()) {
                changes.offer(true);
            }
        });
        Runnable noAdmission = admissions.onEnd(() -> changes.offer(true));
        try {
            return changed(run, seconds, changes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DomainException.Conflict("This server stops. Ask again in a moment.", stopped);
        } finally {
            noRun.run();
            noAdmission.run();
            end(person);
        }
    }

    private RunDetails changed(RunDetails run, int seconds, BlockingQueue<Boolean> changes)
            throws InterruptedException {
        Optional<TokenGrant> grant = TokenGrant.current();
        RunDetails now = run;
        for (int second = 0; second < seconds && now.state() == run.state() && !closing; second++) {
            changes.poll(1, TimeUnit.SECONDS);
            if (grant.isPresent() && !tokens.upholds(grant.get())) {
                throw new DomainException.Conflict("This token is no longer valid. Its owner can create a new one.");
            }
            // Other servers may work on it: the database knows, this one's signals do not.
            now = runs.details(run.id());
        }
        return now;
    }

    private synchronized void begin(UUID person) {
        long own = waiting.stream().filter(person::equals).count();
        if (own >= MOST_OF_A_PERSON || waiting.size() >= MOST) {
            throw new DomainException.Conflict(
                    "Too many runs are followed at once: wait for one of the answers, or use get_run.");
        }
        waiting.add(person);
    }

    private synchronized void end(UUID person) {
        waiting.remove(person);
    }
}
