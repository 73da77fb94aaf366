package io.understudy.training.runs;

import io.understudy.billing.ChargeState;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.CostService;
import io.understudy.billing.Dollars;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.storage.BlobHash;
import io.understudy.training.GridShare;
import io.understudy.training.LogLine;
import io.understudy.training.MetricPoint;
import io.understudy.training.ResumeOffer;
import io.understudy.training.RunContribution;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunSample;
import io.understudy.training.RunState;
import io.understudy.training.SamplePicture;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.lists.RunListQueries;
import io.understudy.training.queue.RunDispatcher;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class RunService {
    public static final int CURVE_POINTS = 1000;

    private final TrainingRuns runs;
    private final RunOutputRepository repository;
    private final RunListQueries queries;
    private final RunDispatcher queue;
    private final TrainingBackends backends;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final RecalledSnapshots recalls;
    private final CostService costs;
    private final RunPricing pricing;
    private final EngineDirectory engines;
    private final RunInboxNotifier notifier;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    RunService(
            TrainingRuns runs,
            RunOutputRepository repository,
            RunListQueries queries,
            RunDispatcher queue,
            TrainingBackends backends,
            CharacterService characters,
            DatasetService datasets,
            RecalledSnapshots recalls,
            CostService costs,
            RunPricing pricing,
            EngineDirectory engines,
            RunInboxNotifier notifier,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.runs = runs;
        this.repository = repository;
        this.queries = queries;
        this.queue = queue;
        this.backends = backends;
        this.characters = characters;
        this.datasets = datasets;
        this.recalls = recalls;
        this.costs = costs;
        this.pricing = pricing;
        this.engines = engines;
        this.notifier = notifier;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Freezes the character's dataset and queues a run on it. The same person's request with the same client key is
     * answered with the same run, also when two of them arrive at once.
     *
     * @throws DomainException.RuleViolation when the character has no likeness basis, too few pictures, or a parameter is out of
     *     its hard limits
     * @throws DomainException.Conflict when the snapshot that it gives was recalled, or the key belongs to another request
     */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public LaunchResult launch(LaunchRequest request) {
        return launch(List.of(request), null).getFirst();
    }

    /**
     * As {@link #launch(LaunchRequest)}, for a program, to which no price is shown before.
     *
     * @param maximumCost US dollars that the run may cost; null for nothing
     * @throws DomainException.RuleViolation in {@code maximumCost} when it would cost more, or nobody knows how much
     */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public LaunchResult launch(LaunchRequest request, @Nullable BigDecimal maximumCost) {
        if (earlier(actor.get(), request).isEmpty()) {
            ParameterRules.check(request.parameters(), backends.choice(request.backend()));
            requireAgreed(cost(request.backend(), request.parameters()), maximumCost);
        }
        return launch(request);
    }

    private static void requireAgreed(CostEstimate cost, @Nullable BigDecimal maximumCost) {
        BigDecimal amount = cost.amount();
        if (cost.free() || (amount != null && maximumCost != null && amount.compareTo(maximumCost) <= 0)) {
            return;
        }
        throw DomainException.RuleViolation.in(
                "maximumCost",
                amount == null
                        ? "This backend charges for the run, and has no price yet. A person launches it."
                        : "The run costs about " + Dollars.of(amount) + ". Send at least that, in US dollars.");
    }

    /**
     * As {@link #launch(LaunchRequest)}, for runs of one character that are launched together: the dataset is frozen
     * once, and all of them train on the same pictures.
     *
     * @param grid whose total counts against the limit; null when they are counted one by one
     */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<LaunchResult> launch(List<LaunchRequest> requests, @Nullable GridShare grid) {
        Actor by = actor.get();
        List<LaunchResult> receipts = new ArrayList<>();
        SnapshotSummary frozen = null;
        for (LaunchRequest request : requests) {
            Optional<LaunchResult> earlier = earlier(by, request);
            if (earlier.isPresent()) {
                receipts.add(earlier.get());
                continue;
            }
            ParameterRules.check(request.parameters(), backends.choice(request.backend()));
            characters.requireLaunchable(request.character());
            // Freezing stores the manifest, so it has transactions of its own; the same content is the same snapshot.
            SnapshotSummary snapshot =
                    frozen == null ? datasets.freeze(request.character(), request.fewerConfirmed()) : frozen;
            frozen = snapshot;
            try {
                receipts.add(Objects.requireNonNull(transaction.execute(status -> queue(request, grid, snapshot, by))));
            } catch (DataIntegrityViolationException twice) {
                receipts.add(earlier(by, request).orElseThrow(() -> twice));
            }
        }
        return receipts;
    }

    private LaunchResult queue(LaunchRequest request, @Nullable GridShare grid, SnapshotSummary snapshot, Actor by) {
        recalls.requireUsable(snapshot.id());
        engines.requireOpen(request.backend());
        CostEstimate own = costs.estimate(request.backend(), pricing.units(request.backend(), request.parameters()));
        UUID launch = grid == null ? UUID.randomUUID() : grid.id();
        CostEstimate judged = costs.judge(grid == null ? own : grid.total(), launch);
        TrainingRun run = new TrainingRun(
                runs.nextNumber(),
                request,
                snapshot.id(),
                grid == null ? judged : own,
                grid == null ? null : new GridShare(grid.id(), grid.runs(), judged),
                by,
                clock.instant());
        runs.saveAndFlush(run);
        if (run.state() == RunState.QUEUED) {
            costs.count(own, run.getId(), launch);
        }
        addEngineMakers(run);
        Map<String, String> facts = described(run, snapshot);
        facts.put(RunContribution.MAKERS, makers(run));
        auditEvents.publish("run.launched", run.subject(), facts);
        if (run.state() == RunState.AWAITING_APPROVAL) {
            notifier.awaitingApproval(run);
        }
        events.publishEvent(run.changed());
        return receipt(run, false);
    }

    private void addEngineMakers(TrainingRun run) {
        engines.makers(run.backend())
                .forEach(account ->
                        repository.contribute(run.id(), account, RunContribution.Deed.SET_UP_ENGINE, clock.instant()));
    }

    private String makers(TrainingRun run) {
        return Stream.concat(datasets.contributors(run.snapshot()).stream(), engines.makers(run.backend()).stream())
                .map(UUID::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static LaunchResult receipt(TrainingRun run, boolean repeated) {
        return new LaunchResult(run.id(), run.number(), repeated, run.state() == RunState.AWAITING_APPROVAL);
    }

    private Optional<LaunchResult> earlier(Actor by, LaunchRequest request) {
        Optional<TrainingRun> earlier = runs.findByLaunchedByAndClientKey(by.id(), request.clientKey());
        earlier.filter(run -> !isOf(request, run)).ifPresent(run -> {
            throw new DomainException.Conflict(
                    "Run " + run.number() + " was launched before, with other settings. Launch this one separately.");
        });
        return earlier.map(run -> receipt(run, true));
    }

    private static boolean isOf(LaunchRequest request, TrainingRun run) {
        return run.character().equals(request.character())
                && run.backend().equals(request.backend())
                && run.parameters().equals(request.parameters());
    }

    static Map<String, String> described(TrainingRun run, SnapshotSummary snapshot) {
        TrainingSettings asked = run.parameters();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("backend", run.backend());
        words.put("snapshot", snapshot.id().hash());
        words.put("pictures", Integer.toString(snapshot.pictures()));
        words.put("triggerWord", asked.triggerWord().value());
        words.put("steps", Integer.toString(asked.steps()));
        words.put("learningRate", Double.toString(asked.learningRate()));
        words.put("rank", Integer.toString(asked.rank()));
        words.put("alpha", Double.toString(asked.alpha()));
        words.put("batchSize", Integer.toString(asked.batchSize()));
        words.put("seed", Long.toString(asked.seed()));
        asked.options().forEach((name, value) -> words.put("option " + name, value));
        if (run.estimatedCost() != null) {
            words.put("estimated cost", Dollars.of(run.estimatedCost()));
        }
        return words;
    }

    @MembersOnly
    @Transactional
    public void cancel(RunId id) {
        TrainingRun run = runs.requireLocked(id);
        RunState before = run.state();
        run.cancel(actor.get(), afterCancelling(run), clock.instant());
        costs.withdraw(run.getId());
        RunAs.run(() -> pricing.settle(run, ChargeState.ASSUMED));
        Optional.ofNullable(run.memo())
                .ifPresent(memo -> backends.find(run.backend())
                        .ifPresent(
                                backend -> backend.cancelRemembered(id.value().toString(), memo)));
        auditEvents.publish(
                "run.cancelled",
                run.subject(),
                Map.of("state", before.name()),
                Map.of("state", run.state().name()));
        notifier.decided(run, "was cancelled", actor.get());
        events.publishEvent(run.changed());
    }

    private String afterCancelling(TrainingRun run) {
        if (ReportedBackend.isReported(run.backend())) {
            return "What trains it elsewhere was not stopped; its reports are no longer accepted.";
        }
        if (requestOf(run) != null) {
            return run.state() == RunState.UNCONFIRMED
                    ? "Resume asks the service for the same request again, which is free."
                    : "Resume asks what became of its request, which is free. This backend keeps no checkpoints: where the"
                            + " request was stopped, the run can then be sent again from the beginning.";
        }
        if (run.state() == RunState.UNCONFIRMED) {
            return "It is not known whether the service accepted it. Resume it to ask an admin to decide again.";
        }
        return backends.ignoredBy(run.backend()).contains(JobField.SAVE_EVERY)
                ? "Resume it to train it from the beginning: this backend keeps no checkpoints."
                : "Resume it to continue from the last checkpoint.";
    }

    /**
     * What resuming a stopped run would mean, or one of whose request nobody knows what became: the service is asked for
     * that request first, which is free, and only once it is known to be over may another one be paid. Empty for others.
     */
    public Optional<ResumeOffer> resumeOffer(RunId id) {
        return runs.findById(id.value()).filter(this::isResumable).map(this::offer);
    }

    private boolean isResumable(TrainingRun run) {
        return !ReportedBackend.isReported(run.backend())
                && (run.state().isStopped() || (run.state() == RunState.UNCONFIRMED && requestOf(run) != null));
    }

    private @Nullable String requestOf(TrainingRun run) {
        return Optional.ofNullable(run.memo())
                .flatMap(memo -> backends.find(run.backend()).flatMap(backend -> backend.request(memo)))
                .orElse(null);
    }

    private ResumeOffer offer(TrainingRun run) {
        CostEstimate cost = asHeld(run, costs.estimate(run.backend(), pricing.units(run.backend(), run.parameters())));
        boolean sends = backends.find(run.backend())
                .map(backend -> backend.sends(run.memo()))
                .orElse(true);
        return new ResumeOffer(
                run.attempt(),
                sends ? cost : new CostEstimate(true, BigDecimal.ZERO, false, cost.limit()),
                requestOf(run),
                lastCheckpoint(run.id()));
    }

    private CostEstimate asHeld(TrainingRun run, CostEstimate cost) {
        return run.needsRelease() ? costs.heldBefore(cost) : cost;
    }

    /**
     * Resumes a run that costs nothing to resume.
     *
     * @throws DomainException.Conflict when it does cost something
     * @see #resume(RunId, ResumeOffer)
     */
    @MembersOnly
    @Transactional
    public void resume(RunId id) {
        resumeAs(id, null);
    }

    /**
     * Queues a run again, or holds it when that may cost too much; it continues from its last checkpoint. Of several
     * people who agree to one offer the first one gets it.
     *
     * @param agreed what the person was shown and agreed to
     * @throws DomainException.Conflict when it would cost more by now, someone else resumed it, or its snapshot was recalled
     */
    @MembersOnly
    @Transactional
    public void resume(RunId id, ResumeOffer agreed) {
        resumeAs(id, agreed);
    }

    private void resumeAs(RunId id, @Nullable ResumeOffer agreed) {
        // Before the run, as a change of the engine does: nobody changes it while its makers are written down.
        runs.findBackendOf(id.value()).ifPresent(engines::lock);
        TrainingRun run = runs.requireLocked(id);
        if (!isResumable(run)) {
            throw new DomainException.Conflict("Run " + run.number() + " is "
                    + run.state().label().toLowerCase(Locale.ROOT)
                    + ", so there is nothing to resume. Its page shows what you can do now.");
        }
        recalls.requireUsable(run.snapshot());
        backends.requireResumable(run.backend());
        ResumeOffer now = offer(run);
        if (!now.isCoveredBy(agreed)) {
            BigDecimal amount = now.cost().amount();
            throw new DomainException.Conflict("Nothing was sent: resuming run " + run.number() + " costs "
                    + (amount == null ? "an unknown amount" : "about " + Dollars.of(amount))
                    + " now. Press Resume again and confirm that.");
        }
        RunState before = run.state();
        costs.withdraw(run.getId());
        CostEstimate cost = asHeld(run, costs.judge(now.cost(), null));
        run.resume(cost, actor.get(), clock.instant());
        if (run.state() == RunState.QUEUED) {
            costs.count(cost, run.getId(), run.getId());
        }
        repository.contribute(id, actor.get().id(), RunContribution.Deed.RESUMED, clock.instant());
        addEngineMakers(run);
        Map<String, String> after = new LinkedHashMap<>();
        after.put("state", run.state().name());
        if (!now.isFree()) {
            BigDecimal amount = now.cost().amount();
            after.put("estimated cost", amount == null ? "price unknown" : Dollars.of(amount));
        }
        auditEvents.publish("run.resumed", run.subject(), Map.of("state", before.name()), after);
        notifier.decided(run, "was resumed", actor.get());
        if (run.state() == RunState.AWAITING_APPROVAL) {
            notifier.awaitingApproval(run);
        }
        events.publishEvent(run.changed());
    }

    public List<BackendChoice> backends() {
        return backends.choices();
    }

    /**
     * How long a run would take: from what this backend needed lately, else from its own estimate.
     *
     * @throws DomainException.RuleViolation when there is no such backend
     */
    public Duration estimate(String backend, TrainingSettings asked, int pictures) {
        return queries.timePerStep(backends.choice(backend).id(), asked.batchSize())
                .map(perStep -> perStep.multipliedBy(asked.steps()))
                .orElseGet(() -> backends.byId(backend).estimate(asked, pictures));
    }

    /**
     * What a run would cost the person who asks, at the prices of now.
     *
     * @throws DomainException.RuleViolation when there is no such backend
     */
    public CostEstimate cost(String backend, TrainingSettings asked) {
        return cost(backend, List.of(asked));
    }

    public CostEstimate cost(String backend, List<TrainingSettings> asked) {
        String id = backends.choice(backend).id();
        return costs.estimate(
                id, asked.stream().map(each -> pricing.units(id, each)).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The least and the most that a backend takes of a setting. */
    public Map<JobField, Limits> limits(BackendChoice backend) {
        return ParameterRules.limits(backend.capabilities());
    }

    /**
     * Refuses settings that a launch would refuse.
     *
     * @throws DomainException.RuleViolation in the setting that breaks a rule, or when there is no such backend
     */
    public void requireAllowed(String backend, TrainingSettings asked) {
        ParameterRules.check(asked, backends.choice(backend));
    }

    /** The held runs that one decision is about: this one and the others of its grid. */
    public Held heldTogether(RunId id) {
        TrainingRun run = runs.require(id);
        UUID grid = run.grid();
        List<TrainingRun> held =
                grid == null ? List.of(run) : runs.findByGridIdAndStateOrderByNumber(grid, RunState.AWAITING_APPROVAL);
        BigDecimal units = held.stream()
                .map(each -> pricing.units(each.backend(), each.parameters()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Held(held.stream().map(TrainingRun::number).toList(), costs.estimate(run.backend(), units));
    }

    /** @param cost of all of them, at the prices of now */
    public record Held(List<Long> numbers, CostEstimate cost) {}

    public RunDetails details(RunId id) {
        return details(runs.require(id));
    }

    /** The people who set up the engine that a backend is of; none for other backends. */
    public Set<UUID> makersOfEngine(String backend) {
        return engines.makers(backend);
    }

    /** Everyone who shaped these runs beyond launching them; runs that nobody did are left out. */
    public Map<RunId, List<UUID>> contributors(Collection<RunId> runs) {
        return repository.contributors(runs);
    }

    public List<RunContribution> contributions(RunId run) {
        return repository.contributions(run);
    }

    public RunDetails byNumber(long number) {
        return details(runs.findByNumber(number)
                .orElseThrow(() -> new DomainException.NotFound("There is no run " + number + ".")));
    }

    /** Details of several runs in the order of the numbers; numbers that no run has are left out. */
    public List<RunDetails> detailsOf(List<Long> numbers) {
        List<TrainingRun> found = runs.findByNumberIn(numbers);
        return numbers.stream()
                .flatMap(number -> found.stream().filter(run -> run.number() == number))
                .map(this::details)
                .toList();
    }

    /** The loss curve in at most {@link #CURVE_POINTS} points, without what a later attempt took back. */
    public List<MetricPoint> points(RunId run) {
        return points(run, CURVE_POINTS);
    }

    public List<MetricPoint> points(RunId run, int most) {
        return CurveThinning.thin(repository.points(run, 0), most);
    }

    public List<MetricPoint> pointsAfter(RunId run, int step) {
        return CurveThinning.thin(repository.points(run, step), CURVE_POINTS);
    }

    /** Every point after a step, at most so many. */
    public List<MetricPoint> exactPoints(RunId run, int afterStep, int most) {
        return repository.points(run, afterStep, most);
    }

    /**
     * The samples behind a place, by step, then in the order of the sample prompts.
     *
     * @param step -1 for all
     * @param position of the last prompt at that step that is left out; -1 for none
     */
    public List<RunSample> samplesBehind(RunId run, int step, int position, int most) {
        return repository.samples(run, step, position, most);
    }

    /** By step, then in the order of the sample prompts. */
    public List<SamplePicture> samples(RunId run) {
        return samples(List.of(run)).getOrDefault(run, List.of());
    }

    /** As {@link #samples(RunId)}; runs without any are left out. */
    public Map<RunId, List<SamplePicture>> samples(Collection<RunId> runs) {
        return repository.samples(runs);
    }

    /** Whether a picture is a sample of one of their runs. */
    public boolean shows(Collection<CharacterId> characters, BlobHash image) {
        return repository.hasSample(characters, image);
    }

    /** At most {@code most} of the newest log lines from a position on, in reading order. */
    public List<LogLine> log(RunId run, int from, int most) {
        return repository.lines(run, from, Integer.MAX_VALUE, most);
    }

    /** The lines of the log from a position on, at most so many. */
    public List<LogLine> logAt(RunId run, int from, int most) {
        return repository.lines(run, from, from + most, most);
    }

    /** The step from which a resumed run would continue; 0 when it would begin again. */
    public int lastCheckpoint(RunId run) {
        return repository
                .lastCheckpoint(run)
                .map(RunOutputRepository.Checkpoint::step)
                .orElse(0);
    }

    /** 1 for the run that starts next on its backend; 0 for one that does not wait. */
    public int queuePlace(RunId run) {
        return queries.backendOfWaiting(run)
                .map(backend -> queue.place(backend, run))
                .orElse(0);
    }

    public List<RunProgress> changedSince(Instant since) {
        return queries.changedSince(since);
    }

    private RunDetails details(TrainingRun run) {
        int place = run.state() == RunState.QUEUED ? queuePlace(run.id()) : 0;
        return run.details(backends.nameOf(run.backend()), place);
    }
}
