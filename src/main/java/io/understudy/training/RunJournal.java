package io.understudy.training;

import io.understudy.costs.ChargeState;
import io.understudy.costs.Charges;
import io.understudy.costs.NewCharge;
import io.understudy.people.SystemOnly;
import io.understudy.shared.Acts;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunTables.Checkpoint;
import io.understudy.training.backend.JobParameters.JobSample;
import io.understudy.training.backend.MetricReading;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What workers write down about runs. Everything is refused to a worker that no longer holds the run: the
 * methods that take a {@link Lease} then answer false and change nothing.
 */
@Component
@SystemOnly
@Transactional
class RunJournal {
    private final TrainingRuns runs;
    private final RunTables tables;
    private final RunQueue queue;
    private final Backends backends;
    private final BlobStore blobs;
    private final Charges charges;
    private final TrainingProperties properties;
    private final RunNews news;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunJournal(
            TrainingRuns runs,
            RunTables tables,
            RunQueue queue,
            Backends backends,
            BlobStore blobs,
            Charges charges,
            TrainingProperties properties,
            RunNews news,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.tables = tables;
        this.queue = queue;
        this.backends = backends;
        this.blobs = blobs;
        this.charges = charges;
        this.properties = properties;
        this.news = news;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    record Claim(
            Lease lease,
            RunDetails run,
            Optional<String> handle,
            Optional<Checkpoint> checkpoint,
            Optional<String> memo,
            boolean askedAgain) {}

    /** Takes the next run of a backend's queue, if one waits and there is room for it. */
    public Optional<Claim> claimNext(String backend, String worker) {
        return queue.next(backend, worker).map(run -> claim(run, worker));
    }

    private Claim claim(TrainingRun run, String worker) {
        Instant now = clock.instant();
        Optional<Checkpoint> checkpoint = tables.lastCheckpoint(run.id());
        int fromStep = checkpoint.map(Checkpoint::step).orElse(0);
        boolean askedAgain = run.askedAgain();
        run.claim(worker, now.plus(properties.lease()), fromStep, now);
        Lease lease = new Lease(run.id(), worker, run.attempt());
        tables.addAttempt(lease, fromStep, now);
        events.publishEvent(run.changed());
        return new Claim(
                lease,
                run.details(run.backend(), 0),
                Optional.ofNullable(run.handle()),
                checkpoint,
                Optional.ofNullable(run.memo()),
                askedAgain);
    }

    public boolean accepted(Lease lease, String handle) {
        return whenHeld(lease, run -> run.accepted(handle));
    }

    public boolean say(Lease lease, String words) {
        return whenHeld(lease, run -> run.say(words, clock.instant()));
    }

    public boolean collect(Lease lease, String words) {
        return whenHeld(lease, run -> run.collect(words, clock.instant()));
    }

    /**
     * Keeps the backend's note for the next worker, also when a person cancelled the run meanwhile: it may name a request
     * that costs money.
     */
    public boolean remember(Lease lease, String memo) {
        Optional<TrainingRun> same = sameAttempt(lease);
        same.ifPresent(run -> {
            run.remember(memo);
            events.publishEvent(run.changed());
        });
        return same.filter(run -> run.isHeldBy(lease)).isPresent();
    }

    public boolean isCancelled(RunId run) {
        return runs.findById(run.value())
                .filter(found -> found.state() == RunState.CANCELLED)
                .isPresent();
    }

    record Request(String backend, String memo) {}

    public Optional<Request> request(RunId run) {
        return runs.findById(run.value())
                .flatMap(found -> Optional.ofNullable(found.memo()).map(memo -> new Request(found.backend(), memo)));
    }

    /** The job is about to be sent to a service that may charge for it: note and charge are written first. */
    public boolean sending(Lease lease, String memo) {
        return whenHeld(lease, run -> {
            run.remember(memo);
            charges.open(new NewCharge(
                    run.backend(),
                    RunCosts.units(run.parameters()),
                    run.id().value(),
                    run.attempt(),
                    "Run " + run.number(),
                    run.character().value(),
                    run.launchedBy()));
        });
    }

    /** The service charges nothing for what was sent last; accepted from the sender, lease or not. */
    public void notCharged(Lease lease, String memo) {
        charges.settle(lease.run().value(), ChargeState.NOT_CHARGED);
        // Resumed meanwhile, it was to ask for this very request and not to send another one.
        sameAttempt(lease)
                .filter(run -> run.isHeldBy(lease) || run.state().isStopped())
                .ifPresent(run -> {
                    run.remember(memo);
                    events.publishEvent(run.changed());
                });
    }

    public boolean billed(Lease lease, BigDecimal units) {
        return whenHeld(lease, run -> {
            charges.billed(run.id().value(), units);
            addLines(run, List.of("The service billed " + units.toPlainString() + " of its units"), clock.instant());
        });
    }

    public boolean progress(Lease lease, int step, String words) {
        return whenHeld(lease, run -> run.progress(step, words, clock.instant()));
    }

    public boolean computed(Lease lease, Duration time) {
        return whenHeld(lease, run -> run.computed(time));
    }

    /** Nobody knows whether the job was accepted: an admin decides. */
    public boolean unclear(Lease lease, String words, String advice) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            run.becomeUnclear(words, advice, now);
            charges.settle(run.id().value(), ChargeState.UNCONFIRMED);
            addLines(run, List.of("Unclear: " + words), now);
            acts.publish("run.unclear", run.subject(), Map.of("reason", words));
        });
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
        String memo = run.memo();
        return memo != null
                && backends.find(run.backend())
                        .flatMap(backend -> backend.request(memo))
                        .filter(request::equals)
                        .isPresent();
    }

    public boolean write(Lease lease, List<MetricReading> readings, List<String> lines) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            tables.addPoints(lease, readings);
            run.progress(readings, now);
            addLines(run, lines, now);
        });
    }

    public boolean sample(Lease lease, int step, int position, JobSample sample, BlobHash picture) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(picture);
            tables.addSample(lease, step, position, sample, picture, now);
            run.sampled(now);
        });
    }

    public boolean checkpoint(Lease lease, int step, StoredBlob state) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(state.hash());
            tables.addCheckpoint(lease, new Checkpoint(step, state.hash(), state.size()), now);
            addLines(run, List.of("Checkpoint at step " + step), now);
        });
    }

    /** Keeps what the trainer says it did, in place of an earlier attempt's. */
    public boolean config(Lease lease, StoredBlob config) {
        return whenHeld(lease, run -> {
            blobs.retain(config.hash());
            BlobHash before = run.configured(config.hash());
            if (before != null) {
                blobs.release(before);
            }
        });
    }

    public boolean succeed(Lease lease, StoredBlob lora) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            blobs.retain(lora.hash());
            run.succeed(lora.hash(), lora.size(), now);
            charges.settle(run.id().value(), ChargeState.CHARGED);
            addLines(run, List.of("The LoRA is stored: " + lora.size() + " bytes, SHA-256 " + lora.hash()), now);
            acts.publish(
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

    /** @param memo takes the place of the earlier one; null to keep that */
    public boolean fail(Lease lease, String words, String advice, @Nullable String memo) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            if (memo != null) {
                run.remember(memo);
            }
            run.fail(words, advice, now);
            charges.settle(run.id().value(), ChargeState.ASSUMED);
            addLines(run, List.of("Failed: " + words), now);
            acts.publish("run.failed", run.subject(), Map.of("reason", words));
        });
    }

    /** Gives the run back, when this worker shuts down in good order. */
    public boolean release(Lease lease) {
        return whenHeld(lease, run -> {
            Instant now = clock.instant();
            run.handBack("The server was stopped; the run continues from the last checkpoint", now);
            addLines(run, List.of("The server was stopped"), now);
        });
    }

    /** Makes the lease last from now on; false when the run is no longer this worker's. */
    public boolean renew(Lease lease) {
        Optional<TrainingRun> held = held(lease);
        held.ifPresent(run -> run.renew(clock.instant().plus(properties.lease())));
        return held.isPresent();
    }

    /**
     * Takes runs from workers that did not report until their lease expired: back to the queue, or lost when workers
     * die on them again and again.
     *
     * @param ours the runs that this node works on: however late it is with their leases, it has not died on them
     * @return how many
     */
    public int takeBackOverdue(Set<RunId> ours) {
        Instant now = clock.instant();
        int taken = 0;
        for (UUID id : tables.leasesOver(now)) {
            if (ours.contains(new RunId(id))) {
                continue;
            }
            TrainingRun run = runs.lockById(id).orElseThrow();
            if (run.isAbandoned(now)) {
                takeBack(run, now);
                taken++;
            }
        }
        return taken;
    }

    private void takeBack(TrainingRun run, Instant now) {
        if (run.isHopeless()) {
            String words = "The server went down " + run.fruitlessAttempts()
                    + " times while this run was getting ready, before a single step was made.";
            run.lose(
                    words,
                    "If the server ran out of memory, launch it again with a smaller batch; otherwise check the"
                            + " server's log, then resume.",
                    now);
            addLines(run, List.of("Given up: " + words), now);
            acts.publish("run.lost", run.subject(), Map.of("reason", words));
            news.ended(run);
        } else {
            run.returnToQueue("The server stopped responding; the run continues from the last checkpoint", now);
            addLines(run, List.of("The server stopped responding; the run is queued again"), now);
        }
        events.publishEvent(run.changed());
    }

    private void addLines(TrainingRun run, List<String> lines, Instant now) {
        if (!lines.isEmpty()) {
            tables.addLines(run.id(), run.logged(lines.size(), now), lines, now);
        }
    }

    private boolean whenHeld(Lease lease, Consumer<TrainingRun> change) {
        Optional<TrainingRun> held = held(lease);
        held.ifPresent(run -> {
            change.accept(run);
            if (!run.state().isWorkedOn() && run.state() != RunState.QUEUED) {
                news.ended(run);
            }
            events.publishEvent(run.changed());
        });
        return held.isPresent();
    }

    private Optional<TrainingRun> held(Lease lease) {
        return sameAttempt(lease).filter(run -> run.isHeldBy(lease));
    }

    private Optional<TrainingRun> sameAttempt(Lease lease) {
        return runs.lockById(lease.run().value()).filter(run -> run.attempt() == lease.attempt());
    }
}
