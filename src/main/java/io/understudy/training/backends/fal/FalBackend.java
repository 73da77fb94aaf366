package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.ThreadedBackend;
import io.understudy.providers.fal.FalProblem;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FalBackend extends ThreadedBackend implements TrainingBackend {
    private static final Logger log = LoggerFactory.getLogger(FalBackend.class);
    private static final int AT_ONCE = 4;
    private static final Duration START = Duration.ofMinutes(2);

    private final FalTrainer trainer;
    private final FalTrainerContext fal;
    private final BooleanSupplier connected;

    FalBackend(FalTrainer trainer, FalTrainerContext fal, BooleanSupplier connected) {
        this.trainer = trainer;
        this.fal = fal;
        this.connected = connected;
    }

    @Override
    public String id() {
        return trainer.model().id();
    }

    @Override
    public String displayName() {
        return trainer.model().displayName();
    }

    @Override
    public BackendCapabilities capabilities() {
        return trainer.capabilities();
    }

    @Override
    public boolean isConnected() {
        return connected.getAsBoolean();
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public int concurrency() {
        return AT_ONCE;
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return START.plusMillis(Math.round(1000 * trainer.secondsPerStep() * parameters.steps()));
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        String handle = UUID.randomUUID().toString();
        startWaiting(handle, "fal " + job.name(), new FalJob(trainer, fal, job, reporter));
        return handle;
    }

    @Override
    public Optional<String> request(String memo) {
        return known(memo).flatMap(FalJobState::request);
    }

    @Override
    public boolean sends(@Nullable String memo) {
        return known(memo).orElse(FalJobState.OVER).stage() == FalJobState.Stage.OVER;
    }

    /** A damaged memo is like one of a lost answer: nothing is sent. */
    private static Optional<FalJobState> known(@Nullable String memo) {
        try {
            return FalJobState.read(memo);
        } catch (IllegalStateException damaged) {
            return Optional.of(FalJobState.SENDING);
        }
    }

    @Override
    public void cancelRemembered(String memo) {
        FalJobState.read(memo)
                .filter(known -> known.stage() == FalJobState.Stage.ACCEPTED)
                .ifPresent(known -> BackgroundThreads.start("fal cancel", () -> {
                    try {
                        fal.client()
                                .cancel(
                                        known.ticket() != null
                                                ? known.ticket()
                                                : fal.client()
                                                        .ticket(
                                                                trainer.model().endpoint(),
                                                                Objects.requireNonNull(known.requestId())));
                    } catch (FalProblem problem) {
                        log.warn("fal.ai could not be asked to stop a request: {}", problem.words());
                    } catch (InterruptedException down) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    @Override
    public String adopt(String remoteId) {
        String id = remoteId.strip();
        if (!id.matches("[A-Za-z0-9_-]{8,100}")) {
            throw new JobFailure(
                    "“" + id + "” is no request id of fal.ai.",
                    "Copy the id from fal.ai's list of requests, such as 764cabcf-b745-4b3e-ae38-1200304cf45b.",
                    null);
        }
        return FalJobState.found(id).text();
    }
}
