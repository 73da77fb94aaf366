package io.understudy.training.queue;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.jobs.JobClaim;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.jobs.JobProperties;
import io.understudy.platform.jobs.LeasedJobWriter;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.runs.RunInboxNotifier;
import io.understudy.training.runs.RunOutputRepository;
import io.understudy.training.runs.RunOutputRepository.Checkpoint;
import io.understudy.training.runs.RunPricing;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
@SystemOnly
@Transactional
public class RunProgressWriter extends LeasedJobWriter<RunId, TrainingRun> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final TrainingRuns runs;
    private final RunOutputRepository repository;
    private final RunDispatcher queue;
    private final TrainingBackends backends;
    private final BlobStore blobs;
    private final ChargeRepository charges;
    private final RunPricing pricing;
    private final RunInboxNotifier notifier;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunProgressWriter(
            TrainingRuns runs,
            RunOutputRepository repository,
            RunDispatcher queue,
            TrainingBackends backends,
            BlobStore blobs,
            ChargeRepository charges,
            RunPricing pricing,
            JobProperties properties,
            RunInboxNotifier notifier,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        super(properties, clock);
        this.runs = runs;
        this.repository = repository;
        this.queue = queue;
        this.backends = backends;
        this.blobs = blobs;
        this.charges = charges;
        this.pricing = pricing;
        this.notifier = notifier;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public record Claim(
            JobLease<RunId> lease,
            RunDetails run,
            Optional<Checkpoint> checkpoint,
            Optional<String> memo,
            boolean askedAgain)
            implements JobClaim<RunId> {}

    /** Takes the next run of a backend's queue, if one waits and there is room for it. */
    public Optional<Claim> claimNext(String backend, String worker) {
        return queue.next(backend, worker).map(run -> claim(run, worker));
    }

    private Claim claim(TrainingRun run, String worker) {
        Instant now = clock.instant();
        Optional<Checkpoint> checkpoint = repository.lastCheckpoint(run.id());
        int fromStep = checkpoint.map(Checkpoint::step).orElse(0);
        boolean askedAgain = run.askedAgain();
        boolean sameJob = requestOf(run).isPresent();
        run.claim(worker, leaseEnd(now), fromStep, sameJob, repository.smoothedLoss(run.id(), fromStep), now);
        JobLease<RunId> lease = new JobLease<RunId>(run.id(), worker, run.attempt());
        repository.addAttempt(lease, fromStep, now);
        events.publishEvent(run.changed());
        return new Claim(lease, run.details(run.backend(), 0), checkpoint, Optional.ofNullable(run.memo()), askedAgain);
    }

    public boolean say(JobLease<RunId> lease, String words) {
        return whenLeased(lease, run -> run.say(words, clock.instant()));
    }

    public boolean collect(JobLease<RunId> lease, String words) {
        return whenLeased(lease, run -> run.collect(words, clock.instant()));
    }

    /**
     * Keeps the backend's note for the next worker, also when a person cancelled the run meanwhile: it may name a request
     * that costs money.
     */
    public boolean remember(JobLease<RunId> lease, String memo) {
        Optional<TrainingRun> same = sameAttempt(lease);
        same.ifPresent(run -> {
            run.remember(memo);
            if (run.state() == RunState.CANCELLED) {
                backends.find(run.backend())
                        .ifPresent(backend ->
                                backend.cancelRemembered(run.id().value().toString(), memo));
            }
            events.publishEvent(run.changed());
        });
        return same.filter(run -> run.isLeasedTo(lease)).isPresent();
    }

    @Override
    public boolean isCancelled(RunId run) {
        return runs.findById(run.value())
                .filter(found -> found.state() == RunState.CANCELLED)
                .isPresent();
    }

    /** The job is about to be sent to a service that may charge for it: note and charge are written first. */
    public boolean sending(JobLease<RunId> lease, String memo) {
        return whenLeased(lease, run -> {
            run.remember(memo);
            pricing.open(run);
        });
    }

    /** The service charges nothing for what was sent last; accepted from the sender, lease or not. */
    public void notCharged(JobLease<RunId> lease, String memo) {
        charges.settle(lease.job().value(), ChargeState.NOT_CHARGED);
        // Resumed meanwhile, it was to ask for this very request and not to send another one.
        sameAttempt(lease)
                .filter(run -> run.isLeasedTo(lease)
                        || run.state().isStopped()
                        || (run.state() == RunState.QUEUED && !run.askedAgain()))
                .ifPresent(run -> {
                    run.remember(memo);
                    events.publishEvent(run.changed());
                });
    }

    /** The service took the request of a cancelled run out of its queue. */
    public void takenOut(RunId id, String request) {
        runs.lockById(id.value())
                .filter(run -> run.state().isStopped() && isKnownAs(run, request))
                .ifPresent(run -> {
                    charges.settle(id.value(), ChargeState.NOT_CHARGED);
                    run.remember(backends.byId(run.backend()).over(String.valueOf(run.memo())));
                    events.publishEvent(run.changed());
                });
    }

    /** The job of a stopped run has ended on the team's engine, unless the run was resumed or remembers more by now. */
    public void endedElsewhere(RunId id, String memo, String over) {
        runs.lockById(id.value())
                .filter(run -> run.state().isStopped() && memo.equals(run.memo()))
                .ifPresent(run -> run.remember(over));
    }

    public boolean billed(JobLease<RunId> lease, BigDecimal units) {
        return whenLeased(lease, run -> {
            charges.billed(run.id().value(), units);
            addLines(run, List.of("The service billed " + units.toPlainString() + " of its units"), clock.instant());
        });
    }

    public boolean progress(JobLease<RunId> lease, int step, String words) {
        return whenLeased(lease, run -> run.progress(step, words, clock.instant()));
    }

    public boolean computed(JobLease<RunId> lease, Duration time) {
        return whenLeased(lease, run -> run.computed(time));
    }

    /** Nobody knows whether the job was accepted: an admin decides. */
    public boolean unconfirmed(JobLease<RunId> lease, String words, String advice) {
        return whenLeased(lease, run -> becomeUnconfirmed(run, words, advice, clock.instant()));
    }

    private void becomeUnconfirmed(TrainingRun run, String words, String advice, Instant now) {
        run.becomeUnconfirmed(words, advice, now);
        charges.settle(run.id().value(), ChargeState.UNCONFIRMED);
        addLines(run, List.of("Unconfirmed: " + words), now);
        auditEvents.publish("run.unclear", run.subject(), Map.of("reason", words));
    }

    /** The service reports, unasked, that it has worked on a run's request; that helps where its answer was lost. */
    public void reported(RunId id, String request) {
        runs.lockById(id.value()).ifPresent(run -> {
            Instant now = clock.instant();
            if (run.state() == RunState.UNCONFIRMED && isKnownAs(run, request)) {
                run.returnToQueue("The service reports that the request is over; fetching its result", now);
                addLines(run, List.of("The service reports that request " + request + " is over"), now);
                events.publishEvent(run.changed());
            } else if (run.reported(request, now)) {
                addLines(run, List.of("The service reports request " + request + " for this run"), now);
                events.publishEvent(run.changed());
            }
        });
    }

    private boolean isKnownAs(TrainingRun run, String request) {
        return requestOf(run).filter(request::equals).isPresent();
    }

    private Optional<String> requestOf(TrainingRun run) {
        return Optional.ofNullable(run.memo())
                .flatMap(memo -> backends.find(run.backend()).flatMap(backend -> backend.request(memo)));
    }

    public boolean write(JobLease<RunId> lease, List<MetricReading> readings, List<String> lines) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            repository.addPoints(lease, readings, run.progress(readings, now));
            addLines(run, lines, now);
        });
    }

    public boolean sample(JobLease<RunId> lease, int step, int position, SamplePrompt sample, BlobHash picture) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(picture);
            repository.addSample(lease, step, position, sample, picture, now);
            run.sampled(now);
        });
    }

    /** @param weights the hash of its weights; empty for a state that is no LoRA file */
    public boolean checkpoint(JobLease<RunId> lease, int step, StoredBlob state, String weights) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(state.hash());
            repository.addCheckpoint(lease, new Checkpoint(step, state.hash(), state.size()), now);
            repository.addWeights(run.id(), state.hash(), weights, now);
            addLines(run, List.of("Checkpoint at step " + step), now);
        });
    }

    /** Keeps what the trainer says it did, in place of an earlier attempt's. */
    public boolean config(JobLease<RunId> lease, StoredBlob config) {
        return whenLeased(lease, run -> {
            blobs.retain(config.hash());
            BlobHash before = run.configured(config.hash());
            if (before != null) {
                blobs.release(before);
            }
        });
    }

    public boolean succeed(JobLease<RunId> lease, StoredBlob lora) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(lora.hash());
            run.succeed(lora.hash(), lora.size(), now);
            pricing.settle(run, ChargeState.CHARGED);
            addLines(run, List.of("The LoRA is stored: " + lora.size() + " bytes, SHA-256 " + lora.hash()), now);
            auditEvents.publish(
                    "run.succeeded", run.subject(), Map.of("lora", lora.hash().hex()));
            events.publishEvent(new RunSucceeded(
                    run.id(),
                    run.character(),
                    run.snapshot(),
                    run.launchedBy(),
                    run.parameters(),
                    run.backend(),
                    backends.baseModelOf(run.backend()),
                    lora.hash(),
                    lora.size()));
        });
    }

    @Override
    public boolean fail(JobLease<RunId> lease, JobFailure problem) {
        return fail(lease, problem, null);
    }

    /** @param memo takes the place of the earlier one; null to keep that */
    public boolean fail(JobLease<RunId> lease, JobFailure problem, @Nullable String memo) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            if (memo != null) {
                run.remember(memo);
            }
            fail(run, problem, now);
        });
    }

    private void fail(TrainingRun run, JobFailure problem, Instant now) {
        run.fail(problem.words(), problem.advice(), now);
        pricing.settle(run, ChargeState.ASSUMED);
        addLines(run, List.of("Failed: " + problem.words()), now);
        auditEvents.publish("run.failed", run.subject(), Map.of("reason", problem.words()));
    }

    /**
     * A run could not be given to its backend. What an earlier worker has sent of it may run elsewhere, and is not lost sight
     * of: the run is taken up again once its lease is over, and in the end a person decides.
     *
     * @param forbidden nothing may be trained of it: what runs elsewhere is ended
     */
    public boolean notBegun(JobLease<RunId> lease, JobFailure problem, boolean forbidden) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            if (forbidden || !isOnItsWay(run)) {
                giveUp(run);
                fail(run, problem, now);
            } else if (run.isHopeless()) {
                becomeUnconfirmed(run, problem.words(), adviceOnItsWay(run), now);
            } else {
                run.say("Tried again shortly. " + problem.words(), now);
                addLines(run, List.of("Could not be taken up, and is tried again shortly: " + problem.words()), now);
            }
        });
    }

    private void giveUp(TrainingRun run) {
        String memo = run.memo();
        TrainingBackend backend = backends.find(run.backend()).orElse(null);
        if (memo != null && backend != null && backend.mayRun(memo)) {
            backend.cancelRemembered(run.id().value().toString(), memo);
            backend.givenUp(memo).ifPresent(run::remember);
        }
    }

    @Override
    public boolean release(JobLease<RunId> lease) {
        return handBack(lease, "The server was stopped", "; the run continues from the last checkpoint");
    }

    /** To the worker that follows it at the new address of its engine. */
    public boolean handOver(JobLease<RunId> lease) {
        return handBack(lease, "The engine has a new address", "; the run is looked for there");
    }

    private boolean handBack(JobLease<RunId> lease, String why, String whatFollows) {
        return whenLeased(lease, run -> {
            Instant now = clock.instant();
            run.handBack(why + whatFollows, now);
            addLines(run, List.of(why), now);
        });
    }

    @Override
    protected List<UUID> leasesOver(Instant now) {
        return repository.leasesOver(now);
    }

    @Override
    protected Optional<TrainingRun> lock(UUID id) {
        return runs.lockById(id);
    }

    @Override
    protected void takeBack(TrainingRun run, Instant now) {
        if (ReportedBackend.isReported(run.backend())) {
            giveUpWaiting(run, now);
            return;
        }
        String words = "The server went down " + run.fruitlessAttempts()
                + " times while this run was getting ready, before a single step was made.";
        if (run.isHopeless() && isOnItsWay(run)) {
            becomeUnconfirmed(run, words, adviceOnItsWay(run), now);
        } else if (run.isHopeless()) {
            run.lose(
                    words,
                    "If the server ran out of memory, launch it again with a smaller batch; otherwise check the"
                            + " server's log, then resume.",
                    now);
            settleLost(run);
            addLines(run, List.of("Given up: " + words), now);
            auditEvents.publish("run.lost", run.subject(), Map.of("reason", words));
        } else {
            run.returnToQueue("The server stopped responding; the run continues from the last checkpoint", now);
            addLines(run, List.of("The server stopped responding; the run is queued again"), now);
        }
    }

    private String adviceOnItsWay(TrainingRun run) {
        return requestOf(run).isPresent()
                ? "Resume the run: that asks for the same request, which is free."
                : "An admin checks the service's list of requests and decides.";
    }

    /** No server died on it: it is trained elsewhere, and nothing was reported of it. */
    private void giveUpWaiting(TrainingRun run, Instant now) {
        Instant last = run.reportedAt();
        String words = "No report since " + TIME.format(last == null ? now : last) + ".";
        run.fail(words, "It is trained elsewhere. It continues here with its next report.", now);
        addLines(run, List.of("Failed: " + words), now);
        auditEvents.publish("run.failed", run.subject(), Map.of("reason", words));
    }

    /** Of a service that counts itself it is not known; cards of the team have computed what they have. */
    private void settleLost(TrainingRun run) {
        if (run.isChargedByTheHour()) {
            pricing.settle(run, ChargeState.ASSUMED);
        }
    }

    /** What a service may have accepted is not lost with the servers that followed it. */
    private boolean isOnItsWay(TrainingRun run) {
        return backends.find(run.backend())
                .filter(backend -> backend.mayRun(run.memo()))
                .isPresent();
    }

    private void addLines(TrainingRun run, List<String> lines, Instant now) {
        if (!lines.isEmpty()) {
            repository.addLines(run.id(), run.logged(lines.size(), now), lines, now);
        }
    }

    @Override
    protected void changed(TrainingRun run) {
        if (!run.state().isWorkedOn() && run.state() != RunState.QUEUED) {
            notifier.ended(run);
        }
        events.publishEvent(run.changed());
    }
}
