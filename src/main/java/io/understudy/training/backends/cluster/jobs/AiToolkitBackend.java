package io.understudy.training.backends.cluster.jobs;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Job;
import java.time.Instant;
import java.util.Map;

/** Trains on the server that comes with ai-toolkit. */
public class AiToolkitBackend extends RemoteBackend {
    private final AiToolkitServer server;
    private final JobTiming timing;

    public AiToolkitBackend(EngineConnection engine, AiToolkitServer server, JobTiming timing) {
        super(engine, server.recipe());
        this.server = server;
        this.timing = timing;
    }

    @Override
    RemoteJob task(BackendJob job, RunReporter reporter) {
        return new AiToolkitJob(server, timing, job, reporter);
    }

    @Override
    boolean ended(String key, RemoteJobState known) {
        return AiToolkitJob.ended(server, key, known);
    }

    @Override
    void markOver(String key) {
        // A run that is resumed at this moment may be sending them again; the sweep removes pictures without a job.
    }

    @Override
    public Map<String, Instant> leftovers() {
        return AiToolkitJob.leftovers(server.client());
    }

    @Override
    public boolean isOver(String key) {
        return AiToolkitJob.named(server, key).filter(Job::hasEnded).isPresent();
    }

    @Override
    public void remove(String key) {
        AiToolkitJob.remove(server, key);
    }

    @Override
    void passOn(String key, RemoteJobState known, ExtraOutput wanted) {
        AiToolkitJob.ask(server, key, known, wanted);
    }
}
