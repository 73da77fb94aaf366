package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.JobFolder;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains on an engine that starts jobs in folders. */
public class ClusterBackend extends RemoteBackend {
    private static final Logger log = LoggerFactory.getLogger(ClusterBackend.class);

    private final ClusterEngine cluster;
    private final JobTiming timing;

    public ClusterBackend(EngineConnection engine, ClusterEngine cluster, JobTiming timing) {
        super(engine, cluster.recipe());
        this.cluster = cluster;
        this.timing = timing;
    }

    @Override
    RemoteJob task(BackendJob job, RunReporter reporter) {
        return new ClusterJob(cluster, timing, job, reporter);
    }

    @Override
    boolean ended(String key, RemoteJobState known) {
        return ClusterJob.ended(cluster, key, known);
    }

    /** A run that a person has found there may have its folder elsewhere. */
    @Override
    void markOver(String key) {
        JobFolder folder = cluster.folders().apply(key);
        try {
            if (folder.size(JobFolder.STATE).isPresent()) {
                ClusterJob.markOver(folder);
            }
        } catch (JobFailure forbidden) {
            log.warn("The folder {} of run {} cannot be looked at", folder.path(), key, forbidden);
        }
    }

    @Override
    public Map<String, Instant> leftovers() {
        return cluster.folders().changed();
    }

    @Override
    public boolean isOver(String key) {
        return cluster.folders().apply(key).isOver();
    }

    @Override
    public void remove(String key) {
        cluster.folders().apply(key).delete();
    }

    @Override
    void passOn(String key, RemoteJobState known, ExtraOutput wanted) {
        JobUpload.ask(cluster.folders().apply(key), wanted);
    }
}
