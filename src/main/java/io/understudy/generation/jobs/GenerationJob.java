package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.jobs.LeasedJob;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "generation_job")
class GenerationJob extends LeasedJob {
    private String purpose;
    private @Nullable UUID characterId;
    private String backend;

    @Enumerated(EnumType.STRING)
    private GenerationState state;

    private UUID clientKey;
    private UUID askedBy;
    private String askedByName;
    private Instant askedAt;

    private int width;
    private int height;
    private int steps;
    private double guidance;
    private int pictures;
    private int drawn;
    private int refused;
    private int planned;
    private int sent;

    @SuppressWarnings("NullAway.Init")
    protected GenerationJob() {}

    GenerationJob(GenerationRequest request, Actor by, Instant now) {
        super(UUID.randomUUID(), "Queued", now);
        this.purpose = request.purpose();
        this.characterId =
                request.character() == null ? null : request.character().value();
        this.backend = request.backend();
        this.state = GenerationState.QUEUED;
        this.clientKey = request.clientKey();
        this.askedBy = by.id();
        this.askedByName = by.name();
        this.askedAt = now;
        this.width = request.settings().width();
        this.height = request.settings().height();
        this.steps = request.settings().steps();
        this.guidance = request.settings().guidance();
        this.pictures = request.pictures().size();
    }

    /** @param toSend pictures that no request has been made for yet */
    void claim(String worker, Instant until, int toSend, Instant now) {
        move(GenerationState.RUNNING, now);
        planned = toSend;
        sent = 0;
        take(worker, until, now);
        phase("Preparing", now);
    }

    @Override
    protected void moveToQueue(Instant now) {
        move(GenerationState.QUEUED, now);
    }

    void say(String words, Instant now) {
        phase(words, now);
    }

    void send() {
        sent++;
    }

    void takeBackSent(Instant now) {
        sent = Math.max(0, sent - 1);
        touch(now);
    }

    void drew(Instant now) {
        drawn++;
        showHeadway();
        phase("Generating", now);
    }

    void refuse(Instant now) {
        refused++;
        showHeadway();
        touch(now);
    }

    void succeed(Instant now) {
        move(GenerationState.SUCCEEDED, now);
        done(now);
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

    void resume(String why, Instant now) {
        move(GenerationState.QUEUED, now);
        startOver(why, now);
    }

    private void end(String words, String whatToDo, Instant now) {
        end(words, whatToDo, state.label(), now);
    }

    private void move(GenerationState to, Instant now) {
        state.requireMove(to);
        state = to;
        touch(now);
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
        return new GenerationProgress(id(), state, pictures, drawn, refused, phase(), revision);
    }

    GenerationDetails details(String backendName, List<GenerationRequest.Lora> loras) {
        return new GenerationDetails(
                id(), purpose, backend, backendName, settings(), loras, failure(), advice(), pulse());
    }
}
