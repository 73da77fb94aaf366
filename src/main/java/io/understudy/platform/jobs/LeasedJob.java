package io.understudy.platform.jobs;

import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.Wording;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job that one worker at a time holds, and that another takes up when the first one dies. */
@MappedSuperclass
public abstract class LeasedJob extends Aggregate {
    /** How often a worker may die on a job, without any headway, before the job is given up. */
    private static final int FRUITLESS_ATTEMPTS = 3;

    private static final int PHASE_LENGTH = 300;
    private static final int WORDS_LENGTH = 2000;

    private int attempt;
    private int fruitlessAttempts;

    private @Nullable String leaseOwner;
    private @Nullable Instant leaseUntil;

    private Instant queuedAt;
    private Instant touchedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private String phase;
    private @Nullable String failure;
    private @Nullable String advice;

    @SuppressWarnings("NullAway.Init")
    protected LeasedJob() {}

    protected LeasedJob(UUID id, String phase, Instant now) {
        super(id);
        this.phase = Wording.cut(phase, PHASE_LENGTH);
        this.queuedAt = now;
        this.touchedAt = now;
    }

    protected final void take(String worker, Instant until, Instant now) {
        attempt++;
        fruitlessAttempts++;
        leaseOwner = worker;
        leaseUntil = until;
        startedAt = startedAt == null ? now : startedAt;
        failure = null;
        advice = null;
    }

    public boolean isLeasedTo(JobLease<?> held) {
        return attempt == held.attempt() && held.worker().equals(leaseOwner);
    }

    protected final void renew(Instant until) {
        leaseUntil = until;
    }

    boolean isAbandoned(Instant now) {
        return leaseUntil != null && leaseUntil.isBefore(now);
    }

    /** Lets the job go: it waits in the queue for another worker. */
    public void returnToQueue(String why, Instant now) {
        moveToQueue(now);
        letGo();
        phase(why, now);
    }

    /** As {@link #returnToQueue}, by a worker that shuts down in good order: nothing died. */
    public void handBack(String why, Instant now) {
        returnToQueue(why, now);
        fruitlessAttempts = Math.max(0, fruitlessAttempts - 1);
    }

    private void letGo() {
        leaseOwner = null;
        leaseUntil = null;
    }

    protected final boolean isHeld() {
        return leaseOwner != null;
    }

    protected abstract void moveToQueue(Instant now);

    /** A person asks for it again: it joins the queue at its end. */
    protected final void startOver(String why, Instant now) {
        queuedAt = now;
        finishedAt = null;
        fruitlessAttempts = 0;
        forgetFailure();
        phase(why, now);
    }

    protected final void joinQueue(Instant now) {
        queuedAt = now;
    }

    protected final void done(Instant now) {
        letGo();
        finishedAt = now;
        phase("Done", now);
    }

    protected final void end(String words, String whatToDo, String label, Instant now) {
        explain(words, whatToDo);
        finishedAt = now;
        phase(label, now);
    }

    /** No worker has it any longer, for a reason that a person reads. */
    protected final void explain(String words, String whatToDo) {
        letGo();
        failure = Wording.cut(words, WORDS_LENGTH);
        advice = Wording.cut(whatToDo, WORDS_LENGTH);
    }

    protected final void forgetFailure() {
        failure = null;
        advice = null;
    }

    /** The worker did not die in vain. */
    protected final void showHeadway() {
        fruitlessAttempts = 0;
    }

    protected final void phase(String words, Instant now) {
        phase = Wording.cut(words, PHASE_LENGTH);
        touchedAt = now;
    }

    protected final void touch(Instant now) {
        touchedAt = now;
    }

    public int attempt() {
        return attempt;
    }

    public int fruitlessAttempts() {
        return fruitlessAttempts;
    }

    public boolean isHopeless() {
        return fruitlessAttempts >= FRUITLESS_ATTEMPTS;
    }

    protected final @Nullable Instant startedAt() {
        return startedAt;
    }

    protected final @Nullable Instant finishedAt() {
        return finishedAt;
    }

    protected final String phase() {
        return phase;
    }

    public @Nullable String failure() {
        return failure;
    }

    protected final @Nullable String advice() {
        return advice;
    }
}
