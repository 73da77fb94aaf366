package io.understudy.training.runs;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.CostService;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.platform.core.Actor;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.ResumeOffer;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.TrainingBackends;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people do about a run, without a database: the run is the only row. */
public final class RunPersons {
    public static final CostEstimate PRICE =
            new CostEstimate(false, new BigDecimal("0.04"), false, new BigDecimal("10.00"));

    private final TrainingRun run;
    private final RunService service;
    private final RunDecisionService decisions;

    public RunPersons(
            TrainingRuns runs, TrainingRun run, TrainingBackends backends, ChargeRepository charges, Clock clock) {
        this.run = run;
        RunOutputRepository repository = stub();
        when(repository.lastCheckpoint(any())).thenReturn(Optional.empty());
        CostService costs = stub();
        when(costs.estimate(any(), any())).thenReturn(PRICE);
        when(costs.judge(any(), any())).thenAnswer(call -> call.getArgument(0));
        Actor person = new Actor(UUID.randomUUID(), "Mara");
        service = new RunService(
                runs,
                repository,
                stub(),
                stub(),
                backends,
                stub(),
                stub(),
                stub(),
                costs,
                pricing(backends, charges),
                stub(),
                stub(),
                () -> person,
                stub(),
                event -> {},
                stub(),
                clock);
        decisions = new RunDecisionService(
                runs,
                repository,
                backends,
                charges,
                pricing(backends, charges),
                stub(),
                stub(),
                () -> person,
                stub(),
                event -> {},
                clock);
    }

    public static TrainingRun run(String backend, int steps, Clock clock) {
        TrainingSettings asked =
                new TrainingSettings(new TriggerWord("ohwx woman"), steps, 1e-4, 16, 16, 1, 1024, 7, 0, 0, List.of());
        return new TrainingRun(
                1,
                new LaunchRequest(new CharacterId(UUID.randomUUID()), backend, asked, true, UUID.randomUUID(), null),
                new SnapshotId("0".repeat(64)),
                PRICE,
                null,
                new Actor(UUID.randomUUID(), "Mara"),
                clock.instant());
    }

    public static RunPricing pricing(TrainingBackends backends, ChargeRepository charges) {
        return new RunPricing(backends, stub(), charges);
    }

    public void cancel() {
        service.cancel(run.id());
    }

    /** Whether resuming it is possible, and free. */
    public boolean isFree() {
        return service.resumeOffer(run.id()).filter(ResumeOffer::isFree).isPresent();
    }

    public boolean canResume() {
        return service.resumeOffer(run.id()).isPresent();
    }

    /** Agrees to whatever it costs. */
    public void resume() {
        service.resume(run.id(), service.resumeOffer(run.id()).orElseThrow());
    }

    public void adopt(String request) {
        decisions.adopt(run.id(), request);
    }

    public void sendAgain() {
        decisions.sendAgain(run.id(), new PasswordProof(UUID.randomUUID(), Instant.EPOCH));
    }

    /** Remembers no calls: there are many. */
    @SafeVarargs
    private static <T> T stub(T... type) {
        return mock(withSettings().stubOnly(), type);
    }
}
