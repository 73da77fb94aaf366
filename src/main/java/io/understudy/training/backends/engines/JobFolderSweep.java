package io.understudy.training.backends.engines;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.bucket.JobFolders;
import io.understudy.training.backends.cluster.jobs.RemoteBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes what no run needs of the folders of jobs, in the S3 store and on engines: people's pictures are in them. */
@Component
class JobFolderSweep {
    private static final Logger log = LoggerFactory.getLogger(JobFolderSweep.class);
    /** A run that failed or was cancelled may be resumed with what is there. */
    private static final Duration KEPT_WHEN_STOPPED = Duration.ofDays(14);

    /** What a run that has its LoRA finds here came by links that outlive it. */
    private static final Duration KEPT_WHEN_DONE = Duration.ZERO;

    /** What was just written may belong to a run whose transaction is still open. */
    private static final Duration KEPT_AT_LEAST = Duration.ofDays(1);

    private final JobFolderQueries queries;
    private final ExchangeStore store;
    private final EngineTrainingBackends backends;
    private final Clock clock;

    JobFolderSweep(JobFolderQueries queries, ExchangeStore store, EngineTrainingBackends backends, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.backends = backends;
        this.clock = clock;
    }

    void sweep() {
        sweepStore();
        for (TrainingBackend backend : backends.backends()) {
            if (backend instanceof RemoteBackend engine) {
                sweep(engine);
            }
        }
    }

    /** An engine that gives no answer is no matter for the others. */
    private void sweep(RemoteBackend engine) {
        try {
            Map<String, Instant> changed = engine.leftovers();
            Map<String, RunId> runs = runs(changed.keySet());
            Map<RunId, String> states = queries.states(runs.values());
            runs.forEach((key, run) -> {
                Instant last = changed.getOrDefault(key, Instant.MAX);
                // Until it is its folder's turn, a run may have been resumed.
                if (isLeft(states.get(run), last)
                        && isLeft(queries.states(List.of(run)).get(run), last)) {
                    remove(engine, key, states.containsKey(run));
                }
            });
        } catch (RuntimeException later) {
            log.warn("The folders of jobs on {} are looked through later", engine.displayName(), later);
        }
    }

    /** @param ours whether the run is this server's, which then knows that it is over */
    private static void remove(RemoteBackend engine, String key, boolean ours) {
        try {
            if (ours || engine.isOver(key)) {
                engine.remove(key);
            }
        } catch (JobFailure refused) {
            log.warn("The folder {} on {} could not be removed", key, engine.displayName(), refused);
        }
    }

    /** What no run has here may be another server's, which has the same work folder. */
    private boolean isLeft(@Nullable String state, Instant last) {
        return (state == null ? Optional.of(KEPT_WHEN_STOPPED) : kept(state))
                .filter(kept -> last.isBefore(clock.instant().minus(kept)))
                .isPresent();
    }

    private static Map<String, RunId> runs(Set<String> keys) {
        Map<String, RunId> runs = new HashMap<>();
        keys.forEach(key -> run(key).ifPresent(run -> runs.put(key, run)));
        return runs;
    }

    private void sweepStore() {
        if (store.location().embedded()) {
            return;
        }
        try {
            sweep(new JobFolders(new JobBucket(store, clock)));
        } catch (EngineUnreachable | JobFailure later) {
            log.warn("The folders of jobs are looked through later: {}", later.getMessage());
        }
    }

    private void sweep(JobFolders folders) {
        Map<String, Instant> changed = folders.changed();
        Map<String, RunId> runs = runs(changed.keySet());
        Map<RunId, String> states = queries.states(runs.values());
        changed.forEach((key, last) -> {
            RunId run = runs.get(key);
            if (neededSince(run, states).filter(last::isBefore).isPresent()) {
                // Until it is its folder's turn, a run may have been resumed.
                neededSince(run, run == null ? Map.of() : queries.states(List.of(run)))
                        .ifPresent(since -> folders.remove(key, since));
            }
        });
    }

    /** @return empty while the run needs all of its folder; else it needs nothing that is older */
    private Optional<Instant> neededSince(@Nullable RunId run, Map<RunId, String> states) {
        return kept(run == null ? null : states.get(run))
                .map(kept -> clock.instant().minus(kept));
    }

    /**
     * @param state null for a run that is gone
     * @return empty while the run needs it
     */
    private static Optional<Duration> kept(@Nullable String state) {
        if (state == null) {
            return Optional.of(KEPT_AT_LEAST);
        }
        RunState is = RunState.valueOf(state);
        return is.isOver() ? Optional.of(is.isStopped() ? KEPT_WHEN_STOPPED : KEPT_WHEN_DONE) : Optional.empty();
    }

    private static Optional<RunId> run(String key) {
        try {
            return Optional.of(new RunId(UUID.fromString(key)));
        } catch (IllegalArgumentException noRun) {
            return Optional.empty();
        }
    }
}
