package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.EngineBackend;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.jobs.RemoteJobState.Stage;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains on an engine of the team's own, which has its own list of jobs. */
public abstract class RemoteBackend extends EngineBackend {
    private static final Logger log = LoggerFactory.getLogger(RemoteBackend.class);
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final TrainerRecipe recipe;

    RemoteBackend(EngineConnection engine, TrainerRecipe recipe) {
        super(engine);
        this.recipe = recipe;
    }

    @Override
    public BackendCapabilities capabilities() {
        return recipe.capabilities();
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return recipe.estimate(parameters, pictures);
    }

    abstract RemoteJob task(BackendJob job, RunReporter reporter);

    /**
     * Asks the engine to end all that it has of a run.
     *
     * @param key of the run
     * @return whether nothing of it waits or runs there
     */
    abstract boolean ended(String key, RemoteJobState known);

    /** No job will need what is there of a run. */
    abstract void markOver(String key);

    /**
     * When what the engine has of runs was last changed: photos of people are in it. Some may be of no run, and some of
     * runs of another server, which has the same engine.
     *
     * @return by keys of runs; empty where that is in the S3 store
     */
    public abstract Map<String, Instant> leftovers();

    /** Whether no job needs what is there of a run, whichever server has it. */
    public abstract boolean isOver(String key);

    public abstract void remove(String key);

    /**
     * Asks for more of what the recipe's trainer makes on request.
     *
     * @param key of its run
     */
    abstract void passOn(String key, RemoteJobState known, ExtraOutput wanted);

    @Override
    public Set<ExtraOutput> extras(TrainingSettings parameters) {
        return recipe.extras(parameters);
    }

    @Override
    public void ask(String key, String memo, ExtraOutput wanted) {
        RemoteJobState accepted = known(memo)
                .filter(state -> state.stage() == Stage.ACCEPTED)
                .orElseThrow(() -> new JobFailure(
                        engine().name() + " does not train this run now.", "Try again when it does.", null));
        try {
            passOn(key, accepted, wanted);
        } catch (EngineUnreachable away) {
            throw new JobFailure(away.words(), away.advice(), away);
        }
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        String handle = UUID.randomUUID().toString();
        startWaiting(handle, id() + " " + job.name(), task(job, reporter));
        return handle;
    }

    @Override
    public Optional<String> request(String memo) {
        return known(memo).flatMap(RemoteJobState::request);
    }

    @Override
    public boolean sends(@Nullable String memo) {
        try {
            return RemoteJobState.read(memo)
                    .filter(state -> state.stage() == Stage.SENDING || state.stage() == Stage.ACCEPTED)
                    .isEmpty();
        } catch (IllegalStateException damaged) {
            return false;
        }
    }

    private static Optional<RemoteJobState> known(String memo) {
        try {
            return RemoteJobState.read(memo);
        } catch (IllegalStateException damaged) {
            log.warn("A memo is damaged", damaged);
            return Optional.of(RemoteJobState.unknown());
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
                    .map(state -> ended(key, state) && isMarkedOver(key))
                    .orElse(true);
        } catch (EngineUnreachable away) {
            log.warn("{} is asked again to end the job of run {}: {}", engine().name(), key, away.words());
            return false;
        }
    }

    private boolean isMarkedOver(String key) {
        markOver(key);
        return true;
    }

    @Override
    public Optional<String> givenUp(String memo) {
        return known(memo).map(state -> state.givenUp().text());
    }

    @Override
    public boolean isGivenUp(String memo) {
        try {
            return RemoteJobState.read(memo)
                    .filter(state -> state.stage() == Stage.GIVEN_UP)
                    .isPresent();
        } catch (IllegalStateException damaged) {
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
        return RemoteJobState.found(job).text();
    }
}
