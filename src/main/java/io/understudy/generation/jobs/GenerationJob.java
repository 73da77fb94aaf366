package io.understudy.generation.jobs;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.WorkLease;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "generation_job")
class GenerationJob extends Aggregate {
    /** How often a worker may die on a job, without one picture being generated, before the job is given up. */
    private static final int FRUITLESS_ATTEMPTS = 3;

    private static final int PHASE_LENGTH = 300;
    private static final int WORDS_LENGTH = 2000;

    private String purpose;
    private @Nullable UUID characterId;
    private String backend;

    @Enumerated(EnumType.STRING)
    private GenerationState state;

    private int attempt;
    private int fruitlessAttempts;
    private UUID clientKey;
    private UUID askedBy;
    private String askedByName;
    private Instant askedAt;
    private Instant queuedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private Instant touchedAt;

    @Embedded
    private @Nullable WorkLease lease;

    private int width;
    private int height;
    private int steps;
    private double guidance;
    private int pictures;
    private int drawn;
    private int refused;
    private int planned;
    private int sent;
    private String phase;
    private @Nullable String failure;
    private @Nullable String advice;

    @SuppressWarnings("NullAway.Init")
    protected GenerationJob() {}

    GenerationJob(GenerationRequest request, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.purpose = request.purpose();
        this.characterId =
                request.character() == null ? null : request.character().value();
        this.backend = request.backend();
        this.state = GenerationState.QUEUED;
        this.clientKey = request.clientKey();
        this.askedBy = by.id();
        this.askedByName = by.name();
        this.askedAt = now;
        this.queuedAt = now;
        this.touchedAt = now;
        this.width = request.settings().width();
        this.height = request.settings().height();
        this.steps = request.settings().steps();
        this.guidance = request.settings().guidance();
        this.pictures = request.pictures().size();
        this.phase = "Queued";
    }

    /** @param toSend pictures that no request has been made for yet */
    void claim(String worker, Instant until, int toSend, Instant now) {
        move(GenerationState.RUNNING, now);
        planned = toSend;
        sent = 0;
        attempt++;
        fruitlessAttempts++;
        lease = new WorkLease(worker, until);
        startedAt = startedAt == null ? now : startedAt;
        failure = null;
        advice = null;
        phase = "Preparing";
    }

    boolean isLeasedTo(GenerationLease held) {
        return state == GenerationState.RUNNING
                && attempt == held.attempt()
                && lease != null
                && lease.isOf(held.worker());
    }

    void renew(Instant until) {
        lease = Objects.requireNonNull(lease, "lease").renewed(until);
    }

    boolean isAbandoned(Instant now) {
        return lease != null && lease.isOver(now);
    }

    void say(String words, Instant now) {
        phase = Wording.cut(words, PHASE_LENGTH);
        touchedAt = now;
    }

    void send() {
        sent++;
    }

    void takeBackSent(Instant now) {
        sent = Math.max(0, sent - 1);
        touchedAt = now;
    }

    void drew(Instant now) {
        drawn++;
        fruitlessAttempts = 0;
        phase = "Generating";
        touchedAt = now;
    }

    void refuse(Instant now) {
        refused++;
        fruitlessAttempts = 0;
        touchedAt = now;
    }

    void succeed(Instant now) {
        move(GenerationState.SUCCEEDED, now);
        lease = null;
        finishedAt = now;
        phase = "Done";
    }

    void fail(String words, String whatToDo, Instant now) {
        move(GenerationState.FAILED, now);
        end(words, whatToDo, now);
    }

    void cancel(Actor by, Instant now) {
        move(GenerationState.CANCELLED, now);
        end("Cancelled by " + by.name() + ".", "Generate the missing pictures to continue.", now);
    }

    void awaitConsent(String why, Instant now) {
        move(GenerationState.CANCELLED, now);
        end(why, "Resume to generate them at this price.", now);
    }

    void returnToQueue(String why, Instant now) {
        move(GenerationState.QUEUED, now);
        lease = null;
        phase = Wording.cut(why, PHASE_LENGTH);
    }

    void resume(Actor by, Instant now) {
        move(GenerationState.QUEUED, now);
        queuedAt = now;
        finishedAt = null;
        failure = null;
        advice = null;
        fruitlessAttempts = 0;
        phase = "Queued; resumed by " + by.name();
    }

    /** As {@link #returnToQueue}, by a worker that shuts down in good order: nothing died. */
    void handBack(String why, Instant now) {
        returnToQueue(why, now);
        fruitlessAttempts = Math.max(0, fruitlessAttempts - 1);
    }

    int fruitlessAttempts() {
        return fruitlessAttempts;
    }

    boolean isHopeless() {
        return fruitlessAttempts >= FRUITLESS_ATTEMPTS;
    }

    private void end(String words, String whatToDo, Instant now) {
        lease = null;
        failure = Wording.cut(words, WORDS_LENGTH);
        advice = Wording.cut(whatToDo, WORDS_LENGTH);
        finishedAt = now;
        phase = state.label();
    }

    private void move(GenerationState to, Instant now) {
        state.requireMove(to);
        state = to;
        touchedAt = now;
    }

    GenerationId id() {
        return new GenerationId(getId());
    }

    GenerationState state() {
        return state;
    }

    String backend() {
        return backend;
    }

    String purpose() {
        return purpose;
    }

    @Nullable
    UUID character() {
        return characterId;
    }

    UUID askedBy() {
        return askedBy;
    }

    int planned() {
        return planned;
    }

    int sent() {
        return sent;
    }

    int attempt() {
        return attempt;
    }

    boolean isComplete() {
        return drawn + refused >= pictures;
    }

    PictureSettings settings() {
        return new PictureSettings(width, height, steps, guidance);
    }

    AuditEvent.Subject subject() {
        return new AuditEvent.Subject("generation", getId().toString(), purpose);
    }

    GenerationProgress pulse() {
        return pulse(rowVersion());
    }

    /** What pages see once the change of this transaction is committed. */
    GenerationChanged changed() {
        return new GenerationChanged(pulse(rowVersion() + 1));
    }

    private GenerationProgress pulse(long revision) {
        return new GenerationProgress(id(), state, pictures, drawn, refused, phase, revision);
    }

    GenerationDetails details(String backendName, List<GenerationRequest.Lora> loras) {
        return new GenerationDetails(
                id(),
                purpose,
                characterId == null ? null : new CharacterId(characterId),
                backend,
                backendName,
                settings(),
                loras,
                askedByName,
                askedAt,
                startedAt,
                finishedAt,
                failure,
                advice,
                pulse());
    }
}
