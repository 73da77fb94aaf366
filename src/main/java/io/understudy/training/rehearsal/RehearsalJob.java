package io.understudy.training.rehearsal;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.jobs.LeasedJob;
import io.understudy.storage.BlobHash;
import io.understudy.training.TrainingSettings;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rehearsal that a worker makes from its beginning, or from its beginning again when the first one died. */
@Entity
@Table(name = "rehearsal")
class RehearsalJob extends LeasedJob {
    private UUID characterId;
    private String snapshotHash;
    private String settingsHash;

    @Enumerated(EnumType.STRING)
    private RehearsalState state;

    @Embedded
    private TrainingSettings settings;

    private int plannedSteps;
    private int step;
    private @Nullable String sample;
    private UUID startedBy;
    private String startedByName;

    @SuppressWarnings("NullAway.Init")
    protected RehearsalJob() {}

    RehearsalJob(
            CharacterId character, SnapshotId snapshot, TrainingSettings settings, int steps, Actor by, Instant now) {
        super(UUID.randomUUID(), "Queued", now);
        this.characterId = character.value();
        this.snapshotHash = snapshot.hash();
        this.settings = settings;
        this.settingsHash = SettingsHash.of(settings);
        this.state = RehearsalState.RUNNING;
        this.plannedSteps = steps;
        this.startedBy = by.id();
        this.startedByName = by.name();
    }

    /** @return the sample of an earlier attempt, which goes with the rest of that attempt */
    @Nullable
    BlobHash claim(String worker, Instant until, Instant now) {
        take(worker, until, now);
        BlobHash before = sample == null ? null : new BlobHash(sample);
        sample = null;
        step = 0;
        phase("Running", now);
        return before;
    }

    @Override
    protected void moveToQueue(Instant now) {
        step = 0;
    }

    void found(Instant now) {
        touch(now);
    }

    void advance(int made, Instant now) {
        step = made;
        touch(now);
    }

    void drew(BlobHash picture, Instant now) {
        sample = picture.hex();
        touch(now);
    }

    void finish(Instant now) {
        state = RehearsalState.DONE;
        done(now);
    }

    void stop(Instant now) {
        state = RehearsalState.STOPPED;
        done(now);
    }

    boolean isRunning() {
        return state == RehearsalState.RUNNING;
    }

    boolean isWaiting() {
        return isRunning() && !isHeld();
    }

    RehearsalId id() {
        return new RehearsalId(getId());
    }

    SnapshotId snapshot() {
        return new SnapshotId(snapshotHash);
    }

    TrainingSettings settings() {
        return settings;
    }

    int plannedSteps() {
        return plannedSteps;
    }

    RehearsalChanged changed() {
        return new RehearsalChanged(id(), state);
    }
}
