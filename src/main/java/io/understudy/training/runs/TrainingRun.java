package io.understudy.training.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.LeasedJob;
import io.understudy.storage.BlobHash;
import io.understudy.training.GridShare;
import io.understudy.training.LossLine;
import io.understudy.training.LossSmoothing;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.MetricReading;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One training of a LoRA, from the launch to the stored file. Its verbs obey the table in {@link RunState}. */
@Entity
@Table(name = "training_run")
public class TrainingRun extends LeasedJob {
    private static final int REQUEST_LENGTH = 100;

    private long number;
    private UUID characterId;
    private String snapshotHash;
    private String backend;

    @Enumerated(EnumType.STRING)
    private RunState state;

    private UUID clientKey;
    private @Nullable Long rerunOf;
    private UUID launchedBy;
    private String launchedByName;
    private Instant launchedAt;
    private @Nullable Instant reportedAt;

    @Embedded
    private TrainingSettings settings;

    private @Nullable BigDecimal estimatedCost;
    private boolean needsRelease;
    private @Nullable String memo;
    private boolean askedAgain;
    private @Nullable String reportedRequest;
    private @Nullable UUID gridId;
    private @Nullable String configHash;
    private int currentStep;
    private int attemptFromStep;
    private double attemptSeconds;
    private double earlierSeconds;
    private int chargedCards;
    private double chargedFromSeconds;
    private @Nullable Double loss;
    private String lossLine = LossLine.NONE.text();
    private int sampleCount;
    private int logLines;
    private @Nullable String loraHash;
    private @Nullable Long loraSize;
    private @Nullable Instant archivedAt;
    private @Nullable Integer queuePin;

    @Transient
    private boolean moved;

    @SuppressWarnings("NullAway.Init")
    protected TrainingRun() {}

    TrainingRun(
            long number,
            LaunchRequest request,
            SnapshotId snapshot,
            CostEstimate cost,
            @Nullable GridShare grid,
            Actor by,
            Instant now) {
        super(UUID.randomUUID(), firstPhase(cost, grid), now);
        this.number = number;
        this.characterId = request.character().value();
        this.snapshotHash = snapshot.hash();
        this.backend = request.backend();
        this.needsRelease = isHeld(cost, grid);
        this.state = needsRelease ? RunState.AWAITING_APPROVAL : RunState.QUEUED;
        this.moved = true;
        this.gridId = grid == null ? null : grid.id();
        this.estimatedCost = cost.free() ? null : cost.amount();
        this.clientKey = request.clientKey();
        this.rerunOf = request.rerunOf();
        this.launchedBy = by.id();
        this.launchedByName = by.name();
        this.launchedAt = now;
        this.settings = request.parameters();
    }

    private static boolean isHeld(CostEstimate cost, @Nullable GridShare grid) {
        return grid == null ? cost.needsRelease() : grid.total().needsRelease();
    }

    private static String firstPhase(CostEstimate cost, @Nullable GridShare grid) {
        if (!isHeld(cost, grid)) {
            return "Queued";
        }
        return grid == null ? cost.approvalReason() : grid.approvalReason();
    }

    /**
     * A worker takes the run for a new attempt that begins after {@code fromStep}.
     *
     * @param smoothed loss at that step; null where none is known
     */
    /**
     * @param sameJob the job of the attempt before is followed further, and its times count from its own beginning: none
     *     of them is charged twice
     */
    public void claim(
            String worker, Instant until, int fromStep, boolean sameJob, @Nullable Double smoothed, Instant now) {
        move(RunState.PREPARING, now);
        take(worker, until, now);
        reportedAt = now;
        if (!sameJob) {
            attemptFromStep = fromStep;
            earlierSeconds += attemptSeconds;
            attemptSeconds = 0;
        }
        currentStep = fromStep;
        loss = smoothed;
        lossLine = new LossLine(lossLine).upTo(fromStep, settings.steps()).text();
        askedAgain = false;
        queuePin = null;
        phase(fromStep == 0 ? "Preparing" : "Preparing to continue after step " + fromStep, now);
    }

    /** It is trained elsewhere and has just reported: its next report is awaited until then. */
    void awaitReports(Instant until, Instant now) {
        renew(until);
        reportedAt = now;
        touch(now);
    }

    /** It was given up, because nothing was reported of it, and reports again. Someone has to {@link #claim} it. */
    void reportAgain(Instant now) {
        move(RunState.QUEUED, now);
        startOver("Reports again", now);
        archivedAt = null;
    }

    public void pin(int place, Instant now) {
        queuePin = place;
        touch(now);
    }

    @Override
    protected void moveToQueue(Instant now) {
        move(RunState.QUEUED, now);
    }

    /** Keeps the backend's note. It shows headway: the worker did not die in vain. */
    public void remember(String note) {
        memo = note;
        showHeadway();
    }

    public void say(String words, Instant now) {
        phase(words, now);
        reportedAt = now;
    }

    public void progress(int step, String words, Instant now) {
        if (state == RunState.PREPARING) {
            move(RunState.RUNNING, now);
        }
        showHeadway();
        currentStep = Math.clamp(step, currentStep, settings.steps());
        say(words, now);
    }

    @Nullable
    public BlobHash configured(BlobHash config) {
        BlobHash before = configHash == null ? null : new BlobHash(configHash);
        configHash = config.hex();
        return before;
    }

    /** In all attempts. */
    Duration computedTime() {
        return Duration.ofMillis(Math.round(1000 * (earlierSeconds + attemptSeconds)));
    }

    /** @param cards of the job that is sent now, which are charged by the hour; 0 for none */
    void charges(int cards) {
        chargedCards = cards;
        chargedFromSeconds = earlierSeconds;
    }

    int chargedCards() {
        return chargedCards;
    }

    /** Whether what was sent last is charged for the hours of cards. */
    public boolean isChargedByTheHour() {
        return chargedCards > 0;
    }

    /** Since what was sent last. */
    Duration chargedTime() {
        return Duration.ofMillis(Math.round(1000 * (earlierSeconds + attemptSeconds - chargedFromSeconds)));
    }

    public void computed(Duration time) {
        attemptSeconds = time.toMillis() / 1000.0;
    }

    /**
     * Steps were made; the first ones move the run from preparing to running.
     *
     * @return the smoothed loss at each of them
     */
    public List<Double> progress(List<MetricReading> readings, Instant now) {
        if (readings.isEmpty()) {
            return List.of();
        }
        if (state == RunState.PREPARING) {
            move(RunState.RUNNING, now);
        }
        List<Double> smoothed = new ArrayList<>();
        LossLine line = new LossLine(lossLine);
        for (MetricReading reading : readings) {
            loss = LossSmoothing.next(loss, currentStep, reading.loss(), reading.step());
            currentStep = reading.step();
            smoothed.add(loss);
            line = line.with(currentStep, settings.steps(), loss);
        }
        lossLine = line.text();
        MetricReading last = readings.getLast();
        showHeadway();
        attemptSeconds = last.seconds();
        // What the backend says of the training stays.
        phase(phase().startsWith("Training") ? phase() : "Training", now);
        reportedAt = now;
        return smoothed;
    }

    public void sampled(Instant now) {
        sampleCount++;
        recordSignOfLife(now);
    }

    public int logged(int lines, Instant now) {
        int first = logLines;
        logLines += lines;
        recordSignOfLife(now);
        return first;
    }

    public void collect(String words, Instant now) {
        move(RunState.COLLECTING, now);
        phase(words, now);
        reportedAt = now;
    }

    private void requireStill(RunState expected) {
        if (state != expected) {
            throw new DomainException.Conflict("Run %d is no longer %s: it is %s."
                    .formatted(
                            number,
                            expected.label().toLowerCase(Locale.ROOT),
                            state.label().toLowerCase(Locale.ROOT)));
        }
    }

    void release(Actor by, Instant now) {
        requireStill(RunState.AWAITING_APPROVAL);
        move(RunState.QUEUED, now);
        needsRelease = false;
        joinQueue(now);
        phase("Queued; released by " + by.name(), now);
    }

    /** @param why may be empty */
    void refuse(Actor by, String why, Instant now) {
        requireStill(RunState.AWAITING_APPROVAL);
        move(RunState.CANCELLED, now);
        end(
                "Refused by " + by.name() + (why.isEmpty() ? "." : ": " + why),
                "Talk to them, or launch it with fewer steps. Resuming it asks an admin again.",
                now);
    }

    public void becomeUnconfirmed(String words, String whatToDo, Instant now) {
        move(RunState.UNCONFIRMED, now);
        explain(words, whatToDo);
        phase("Waiting for a decision: it is not known what the service did with it", now);
    }

    /**
     * The service itself says that it has worked on this job; the admin who decides is notified.
     *
     * @return false when nothing is unconfirmed
     */
    public boolean reported(String request, Instant now) {
        if (state != RunState.UNCONFIRMED) {
            return false;
        }
        reportedRequest = Wording.cut(request, REQUEST_LENGTH);
        touch(now);
        return true;
    }

    boolean isKnownToTheService() {
        return reportedRequest != null;
    }

    /**
     * An admin knows what became of an unconfirmed job.
     *
     * @param note of the job that the service accepted; null when it accepted none, and it is sent again
     */
    void clearUp(@Nullable String note, Actor by, Instant now) {
        requireStill(RunState.UNCONFIRMED);
        move(RunState.QUEUED, now);
        memo = note;
        reportedRequest = null;
        forgetFailure();
        phase("Queued; cleared up by " + by.name(), now);
    }

    public void succeed(BlobHash lora, long size, Instant now) {
        move(RunState.SUCCEEDED, now);
        done(now);
        loraHash = lora.hex();
        loraSize = size;
        reportedAt = now;
    }

    public void fail(String words, String whatToDo, Instant now) {
        move(RunState.FAILED, now);
        end(words, whatToDo, now);
    }

    public void lose(String words, String whatToDo, Instant now) {
        move(RunState.LOST, now);
        end(words, whatToDo, now);
    }

    void cancel(Actor by, String advice, Instant now) {
        move(RunState.CANCELLED, now);
        end("Cancelled by " + by.name() + ".", advice, now);
    }

    /**
     * Back to the queue, at a person's request, or held when it may cost more than they may spend.
     *
     * @param cost of resuming; nothing where an earlier request is asked for again
     */
    void resume(CostEstimate cost, Actor by, Instant now) {
        move(cost.needsRelease() ? RunState.AWAITING_APPROVAL : RunState.QUEUED, now);
        startOver(cost.needsRelease() ? cost.approvalReason() : "Queued; resumed by " + by.name(), now);
        archivedAt = null;
        askedAgain = true;
        gridId = null;
        if (!cost.free()) {
            needsRelease = cost.needsRelease();
        }
    }

    /**
     * Takes the run out of the lists.
     *
     * @return false when it was out of them already
     * @throws DomainException.Conflict when it waits or is worked on
     */
    boolean archive(Instant now) {
        if (!state.isOver()) {
            throw new DomainException.Conflict(
                    "Run " + number + " is not over yet, so it stays in the list. Cancel it first, or"
                            + " archive it when it is done.");
        }
        boolean shown = archivedAt == null;
        if (shown) {
            archivedAt = now;
            touch(now);
        }
        return shown;
    }

    boolean restore(Instant now) {
        boolean archived = archivedAt != null;
        if (archived) {
            archivedAt = null;
            touch(now);
        }
        return archived;
    }

    private void end(String words, String whatToDo, Instant now) {
        queuePin = null;
        end(words, whatToDo, state.label(), now);
    }

    private void recordSignOfLife(Instant now) {
        reportedAt = now;
        touch(now);
    }

    private void move(RunState to, Instant now) {
        state.requireMove(to, number);
        state = to;
        moved = true;
        touch(now);
    }

    public RunId id() {
        return new RunId(getId());
    }

    public long number() {
        return number;
    }

    public CharacterId character() {
        return new CharacterId(characterId);
    }

    public SnapshotId snapshot() {
        return new SnapshotId(snapshotHash);
    }

    public String backend() {
        return backend;
    }

    public RunState state() {
        return state;
    }

    @Nullable
    public Instant reportedAt() {
        return reportedAt;
    }

    @Nullable
    BigDecimal estimatedCost() {
        return estimatedCost;
    }

    /** Whether it was held for an admin, who has not released it: stopping and resuming it is no way around. */
    boolean needsRelease() {
        return needsRelease;
    }

    @Nullable
    public String memo() {
        return memo;
    }

    public boolean askedAgain() {
        return askedAgain;
    }

    @Nullable
    UUID grid() {
        return gridId;
    }

    public UUID launchedBy() {
        return launchedBy;
    }

    @Nullable
    public String loraHash() {
        return loraHash;
    }

    String launchedByName() {
        return launchedByName;
    }

    public TrainingSettings parameters() {
        return settings;
    }

    public AuditEvent.Subject subject() {
        return new AuditEvent.Subject("run", Long.toString(number), "Run " + number);
    }

    RunProgress pulse() {
        return pulse(rowVersion());
    }

    /** What pages see once the change of this transaction is committed. */
    public RunChanged changed() {
        boolean first = moved;
        moved = false;
        return new RunChanged(pulse(rowVersion() + 1), character(), backend(), first);
    }

    private RunProgress pulse(long revision) {
        return new RunProgress(
                id(),
                number,
                state,
                attempt(),
                currentStep,
                settings.steps(),
                loss,
                phase(),
                sampleCount,
                logLines,
                reportedAt,
                currentStep - attemptFromStep,
                attemptSeconds,
                revision);
    }

    public RunDetails details(String backendName, int place) {
        return new RunDetails(
                id(),
                number,
                character(),
                snapshot(),
                backend,
                backendName,
                parameters(),
                launchedBy,
                launchedByName,
                launchedAt,
                startedAt(),
                finishedAt(),
                attempt(),
                attemptFromStep,
                computedTime(),
                failure(),
                advice(),
                rerunOf,
                estimatedCost,
                loraHash == null ? null : new BlobHash(loraHash),
                loraSize == null ? 0 : loraSize,
                configHash == null ? null : new BlobHash(configHash),
                place,
                reportedRequest,
                archivedAt != null,
                pulse());
    }
}
