package io.understudy.training.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.decoding.PictureUploads;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunContribution;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.queue.RunProgressWriter;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs that are trained elsewhere and report themselves. Each report may be sent again and changes nothing then. A run
 * of which nothing was reported for a day has failed, until its next report.
 */
@Service
@MembersOnly
@Transactional
public class ReportedRunService {
    public static final int MOST_POINTS = 1000;

    static final Duration PATIENCE = Duration.ofDays(1);

    private static final CostEstimate FREE = new CostEstimate(true, BigDecimal.ZERO, false, BigDecimal.ZERO);
    private static final int MOST_SAMPLES = 2000;
    private static final double MOST_OF_A_VALUE = 1e9;

    private final TrainingRuns runs;
    private final RunOutputRepository repository;
    private final RunProgressWriter progressWriter;
    private final TrainingBackends backends;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final PhotoConsentService consents;
    private final RecalledSnapshots recalls;
    private final PictureUploads uploads;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    ReportedRunService(
            TrainingRuns runs,
            RunOutputRepository repository,
            RunProgressWriter progressWriter,
            TrainingBackends backends,
            CharacterService characters,
            DatasetService datasets,
            PhotoConsentService consents,
            RecalledSnapshots recalls,
            PictureUploads uploads,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.runs = runs;
        this.repository = repository;
        this.progressWriter = progressWriter;
        this.backends = backends;
        this.characters = characters;
        this.datasets = datasets;
        this.consents = consents;
        this.recalls = recalls;
        this.uploads = uploads;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The snapshot that a run was trained on.
     *
     * @throws DomainException.RuleViolation in {@code snapshot} when the character has none with this hash
     */
    @Transactional(readOnly = true)
    public SnapshotSummary snapshot(CharacterId character, String hash) {
        try {
            return datasets.snapshots(List.of(new SnapshotId(hash))).stream()
                    .filter(snapshot -> snapshot.character().equals(character))
                    .findFirst()
                    .orElseThrow(ReportedRunService::noSuchSnapshot);
        } catch (IllegalArgumentException noHash) {
            throw noSuchSnapshot();
        }
    }

    private static DomainException.RuleViolation noSuchSnapshot() {
        return DomainException.RuleViolation.in(
                "snapshot",
                "The character has no such snapshot. Freeze its dataset and train on that; a LoRA that was trained on"
                        + " other pictures is imported on the page of its versions.");
    }

    /**
     * Lists a run that is trained elsewhere, on a snapshot of the character. The same person's request with the same
     * client key is answered with the same run.
     *
     * @param request on a backend of {@link ReportedBackend}
     * @throws DomainException.RuleViolation when the character has no likeness basis, the snapshot is not the
     *     character's or has photos that may no longer be used, or a parameter is out of its hard limits
     * @throws DomainException.Conflict when the snapshot was recalled
     */
    public LaunchResult start(LaunchRequest request, SnapshotId frozen) {
        Actor by = actor.get();
        Optional<TrainingRun> earlier = runs.findByLaunchedByAndClientKey(by.id(), request.clientKey());
        if (earlier.isPresent()) {
            return RunService.receipt(earlier.get(), true);
        }
        ParameterRules.check(request.parameters(), backend(request.backend()));
        characters.requireLaunchable(request.character());
        SnapshotSummary snapshot = snapshot(request.character(), frozen.hash());
        requireUsable(snapshot.id());
        Instant now = clock.instant();
        TrainingRun run = new TrainingRun(runs.nextNumber(), request, snapshot.id(), FREE, null, by, now);
        run.claim(ReportedBackend.WORKER, now.plus(PATIENCE), 0, false, null, now);
        run.say("Waiting for the first report", now);
        runs.saveAndFlush(run);
        repository.addAttempt(lease(run), 0, now);
        Map<String, String> facts = RunService.described(run, snapshot);
        facts.put(
                RunContribution.MAKERS,
                datasets.contributors(run.snapshot()).stream()
                        .map(UUID::toString)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        auditEvents.publish("run.launched", run.subject(), facts);
        events.publishEvent(run.changed());
        return RunService.receipt(run, false);
    }

    private BackendChoice backend(String id) {
        TrainingBackend backend = backends.find(id)
                .filter(found -> ReportedBackend.isReported(found.id()))
                .orElseThrow(() -> new IllegalArgumentException("Runs of " + id + " do not report themselves"));
        return new BackendChoice(backend.id(), backend.displayName(), backend.capabilities(), null);
    }

    private void requireUsable(SnapshotId snapshot) {
        recalls.requireUsable(snapshot);
        if (!consents.withdrawnIn(snapshot).isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "snapshot",
                    "Snapshot " + snapshot.brief()
                            + " has photos that may no longer be used, so nothing is made of it.");
        }
    }

    /** Adds what was measured. Steps up to the last one that is known are left out: they were reported before. */
    public void measure(RunId id, Collection<MetricReading> readings) {
        TrainingRun run = open(id);
        if (readings.size() > MOST_POINTS) {
            throw DomainException.RuleViolation.in("points", "Send at most " + MOST_POINTS + " points at once.");
        }
        int steps = run.parameters().steps();
        TreeMap<Integer, MetricReading> byStep = new TreeMap<>();
        for (MetricReading reading : readings) {
            check(reading, steps);
            byStep.putIfAbsent(reading.step(), reading);
        }
        List<MetricReading> added =
                List.copyOf(byStep.tailMap(run.pulse().step(), false).values());
        RunAs.run(() -> progressWriter.write(lease(run), added, List.of()));
    }

    private static void check(MetricReading reading, int steps) {
        if (reading.step() < 1 || reading.step() > steps) {
            throw DomainException.RuleViolation.in(
                    "points", "Step " + reading.step() + " is none of the run's " + steps + " steps.");
        }
        if (!isSound(reading.loss()) || !isSound(reading.learningRate()) || !isSound(reading.seconds())) {
            throw DomainException.RuleViolation.in(
                    "points",
                    "The loss, learning rate and seconds of step " + reading.step()
                            + " are not numbers from 0 to 1e9.");
        }
    }

    private static boolean isSound(double value) {
        return value >= 0 && value <= MOST_OF_A_VALUE;
    }

    /**
     * Adds a picture, decoded wholly and re-encoded. It carries the mark of a generated picture.
     *
     * @param index position in the run's sample prompts
     * @param in is read to its end, not closed
     * @throws DomainException.Conflict when there is another picture of this prompt at this step
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void sample(RunId id, int step, int index, InputStream in) {
        requireOpen(id);
        BlobHash picture = uploads.storeGenerated("The sample", in, SourceMark.MADE_ELSEWHERE);
        transaction.executeWithoutResult(status -> add(id, step, index, picture));
    }

    private void add(RunId id, int step, int index, BlobHash picture) {
        TrainingRun run = open(id);
        int steps = run.parameters().steps();
        if (step < 0 || step > steps) {
            throw DomainException.RuleViolation.in(
                    "step", "Step " + step + " is none of the run's " + steps + " steps.");
        }
        List<SamplePrompt> prompts = run.parameters().samplePrompts();
        if (index < 0 || index >= prompts.size()) {
            throw DomainException.RuleViolation.in(
                    "index",
                    "The run was started with " + prompts.size() + " sample prompts, so there is no prompt " + index
                            + ". The first one is 0.");
        }
        SamplePrompt sample = prompts.get(index);
        List<SamplePicture> all = repository.samples(List.of(id)).getOrDefault(id, List.of());
        Optional<SamplePicture> known = all.stream()
                .filter(one -> one.step() == step && sample.equals(new SamplePrompt(one.prompt(), one.seed())))
                .findFirst();
        if (known.isPresent()) {
            requireSame(known.get(), picture);
        } else if (all.size() >= MOST_SAMPLES) {
            throw new DomainException.RuleViolation(
                    "A run takes up to " + MOST_SAMPLES + " samples, so this one was not kept.");
        } else {
            RunAs.run(() -> progressWriter.sample(lease(run), step, index, sample, picture));
        }
    }

    private static void requireSame(SamplePicture known, BlobHash picture) {
        if (!known.picture().equals(picture)) {
            throw new DomainException.Conflict(
                    "Step " + known.step() + " has another picture of this prompt already, so this one was not kept.");
        }
    }

    /** Notes the file that the run ends in, in the place of an earlier one. The caller has checked and stored it. */
    public void file(RunId id, StoredBlob file) {
        TrainingRun run = open(id);
        if (file.hash().hex().equals(run.memo())) {
            return;
        }
        RunAs.run(() -> {
            progressWriter.remember(lease(run), file.hash().hex());
            progressWriter.write(
                    lease(run),
                    List.of(),
                    List.of("The LoRA arrived: " + file.size() + " bytes, SHA-256 " + file.hash()));
        });
    }

    /** The file that was noted last. */
    @Transactional(readOnly = true)
    public Optional<BlobHash> file(RunId id) {
        return Optional.ofNullable(runs.require(id).memo()).map(BlobHash::new);
    }

    /**
     * Ends a run with a file, in the caller's transaction. What is made of its result stands or falls with it.
     *
     * @param brought the people who brought that file here: they are makers
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(RunId id, StoredBlob file, Collection<UUID> brought) {
        TrainingRun run = open(id);
        requireUsable(run.snapshot());
        brought.forEach(
                account -> repository.contribute(id, account, RunContribution.Deed.BROUGHT_FILE, clock.instant()));
        RunAs.run(() -> {
            progressWriter.progress(lease(run), 0, "Training");
            progressWriter.collect(lease(run), "Storing the LoRA");
            progressWriter.succeed(lease(run), file);
        });
    }

    /**
     * As every report does, before anything of it is read.
     *
     * @throws DomainException.Conflict when the run reports nothing, or nothing more, or not by this person
     */
    @Transactional(readOnly = true)
    public void requireOpen(RunId id) {
        requireOpen(runs.require(id));
    }

    private void requireOpen(TrainingRun run) {
        if (!ReportedBackend.isReported(run.backend())) {
            throw new DomainException.Conflict("Run " + run.number() + " is trained by "
                    + backends.nameOf(run.backend()) + ", so nothing is reported to it. Start a reported run.");
        }
        if (!run.launchedBy().equals(actor.get().id())) {
            throw new DomainException.Conflict("Only " + run.launchedByName() + ", who started run " + run.number()
                    + ", reports to it. Start another run.");
        }
        if (!run.state().isWorkedOn() && run.state() != RunState.FAILED) {
            throw new DomainException.Conflict("Run " + run.number() + " is "
                    + run.state().label().toLowerCase(Locale.ROOT)
                    + ", so nothing more is reported to it. Start another run.");
        }
    }

    /** The run, locked, that the person who asks reports to; one that was given up is taken up again. */
    private TrainingRun open(RunId id) {
        TrainingRun run = runs.requireLocked(id);
        requireOpen(run);
        Instant now = clock.instant();
        if (run.state() == RunState.FAILED) {
            takeUp(run, now);
        }
        run.awaitReports(now.plus(PATIENCE), now);
        return run;
    }

    private void takeUp(TrainingRun run, Instant now) {
        requireUsable(run.snapshot());
        int step = run.pulse().step();
        Double smoothed = repository.smoothedLoss(run.id(), step);
        run.reportAgain(now);
        run.claim(ReportedBackend.WORKER, now.plus(PATIENCE), step, true, smoothed, now);
        repository.addAttempt(lease(run), step, now);
        auditEvents.publish(
                "run.resumed",
                run.subject(),
                Map.of("state", RunState.FAILED.name()),
                Map.of("state", run.state().name()));
    }

    private static JobLease<RunId> lease(TrainingRun run) {
        return new JobLease<>(run.id(), ReportedBackend.WORKER, run.attempt());
    }
}
