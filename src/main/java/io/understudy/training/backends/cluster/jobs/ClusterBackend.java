package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.EngineBackend;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.jobs.ClusterJobState.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains on an engine of the team's own that starts jobs in folders. */
public class ClusterBackend extends EngineBackend {
    private static final Logger log = LoggerFactory.getLogger(ClusterBackend.class);
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final ClusterEngine cluster;
    private final JobTiming timing;

    public ClusterBackend(EngineConnection engine, ClusterEngine cluster, JobTiming timing) {
        super(engine);
        this.cluster = cluster;
        this.timing = timing;
    }

    @Override
    public BackendCapabilities capabilities() {
        return cluster.recipe().capabilities();
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return cluster.recipe().estimate(parameters, pictures);
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        String handle = UUID.randomUUID().toString();
        startWaiting(handle, id() + " " + job.name(), new ClusterJob(cluster, timing, job, reporter));
        return handle;
    }

    @Override
    public Optional<String> request(String memo) {
        return known(memo).flatMap(ClusterJobState::request);
    }

    @Override
    public boolean sends(@Nullable String memo) {
        try {
            return ClusterJobState.read(memo)
                    .filter(state -> state.stage() != Stage.OVER)
                    .isEmpty();
        } catch (IllegalStateException damaged) {
            return false;
        }
    }

    private static Optional<ClusterJobState> known(String memo) {
        try {
            return ClusterJobState.read(memo);
        } catch (IllegalStateException damaged) {
            log.warn("A memo is damaged", damaged);
            return Optional.empty();
        }
    }

    @Override
    public boolean endsCancelled() {
        return true;
    }

    @Override
    public boolean end(String key, String memo) {
        try {
            return known(memo)
                    .filter(state -> state.stage() != Stage.OVER)
                    .map(state -> ClusterJob.ended(cluster, state))
                    .orElse(true);
        } catch (EngineUnreachable away) {
            log.warn("{} is asked again to end the job of run {}: {}", cluster.name(), key, away.words());
            return false;
        }
    }

    @Override
    public String over(String memo) {
        return known(memo).map(state -> state.over().text()).orElse(memo);
    }

    @Override
    public String adopt(String remoteId) {
        String job = remoteId.strip();
        if (!JOB_ID.matcher(job).matches()) {
            throw new JobFailure(
                    "“" + job + "” is no id of a job.", "Copy it from the engine's own list of jobs.", null);
        }
        return ClusterJobState.found(job).text();
    }
}
