package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.ThreadedBackend;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalTicket;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

class FalBackend extends ThreadedBackend implements TrainingBackend {
    private static final int SHORTEST_ID = 8;
    private static final Duration START = Duration.ofMinutes(2);

    private final FalTrainer trainer;
    private final FalContext fal;
    private final BooleanSupplier connected;

    FalBackend(FalTrainer trainer, FalContext fal, BooleanSupplier connected) {
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
        return fal.places().most();
    }

    @Override
    public Optional<String> account() {
        return Optional.of("fal.ai");
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
    public void cancelRemembered(String key, String memo) {
        known(memo).flatMap(this::ticket).ifPresent(ticket -> fal.cancels().stop(ticket, key));
    }

    private Optional<FalTicket> ticket(FalJobState memo) {
        return memo.request()
                .map(request -> memo.ticket() != null
                        ? memo.ticket()
                        : fal.client().ticket(trainer.model().endpoint(), request));
    }

    @Override
    public String over(String memo) {
        return known(memo)
                .flatMap(this::ticket)
                .map(FalJobState::over)
                .orElse(FalJobState.OVER)
                .text();
    }

    @Override
    public String adopt(String remoteId) {
        String id = remoteId.strip();
        if (id.length() < SHORTEST_ID || !FalTicket.isRequestId(id)) {
            throw new JobFailure(
                    "“" + id + "” is no request id of fal.ai.",
                    "Copy the id from fal.ai's list of requests, such as 764cabcf-b745-4b3e-ae38-1200304cf45b.",
                    null);
        }
        return FalJobState.found(id).text();
    }
}
