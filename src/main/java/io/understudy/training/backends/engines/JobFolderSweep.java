package io.understudy.training.backends.engines;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.bucket.JobFolders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes the folders of jobs from the S3 store that no run needs: people's pictures are in them. */
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
    private final Clock clock;

    JobFolderSweep(JobFolderQueries queries, ExchangeStore store, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.clock = clock;
    }

    void sweep() {
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
        Map<String, RunId> runs = new HashMap<>();
        changed.keySet().forEach(key -> run(key).ifPresent(run -> runs.put(key, run)));
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
