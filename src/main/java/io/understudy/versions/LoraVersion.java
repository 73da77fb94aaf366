package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.shared.Act;
import io.understudy.shared.Aggregate;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One LoRA file of a character with all it came from. Nothing of that ever changes; only its state does, along the
 * table in {@link VersionVerb}.
 */
@Entity
@Table(name = "lora_version")
class LoraVersion extends Aggregate {
    @Column(updatable = false)
    private UUID characterId;

    @Column(updatable = false)
    private int number;

    @Column(updatable = false)
    private String fileName;

    @Column(updatable = false)
    private String fileHash;

    @Column(updatable = false)
    private long fileSize;

    @Column(updatable = false)
    private UUID runId;

    @Column(updatable = false)
    private long runNumber;

    @Column(updatable = false)
    private String snapshotHash;

    @Column(updatable = false)
    private String backend;

    @Column(updatable = false)
    private String baseModel;

    @Column(updatable = false)
    private String parameters;

    @Column(updatable = false)
    private UUID launchedBy;

    @Column(updatable = false)
    private UUID templateId;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private @Nullable String cover;

    @Enumerated(EnumType.STRING)
    private VersionState state;

    private @Nullable String submittedBy;
    private @Nullable Instant submittedAt;
    private @Nullable UUID productionOf;
    private @Nullable Instant staleSince;
    private @Nullable Double strengthFrom;
    private @Nullable Double strengthBest;
    private @Nullable Double strengthTo;
    private @Nullable String strengthNote;
    private @Nullable String strengthBy;
    private @Nullable Instant strengthAt;

    @SuppressWarnings("NullAway.Init")
    protected LoraVersion() {}

    LoraVersion(NewVersion born, int number, String parameters, UUID template, Instant at) {
        super(UUID.randomUUID());
        this.characterId = born.character().value();
        this.number = number;
        this.fileName = born.fileName(number);
        this.fileHash = born.file().hex();
        this.fileSize = born.fileSize();
        this.runId = born.run().value();
        this.runNumber = born.runNumber();
        this.snapshotHash = born.snapshot().hash();
        this.backend = born.backend();
        this.baseModel = born.baseModel().label();
        this.parameters = parameters;
        this.launchedBy = born.launchedBy();
        this.templateId = template;
        this.createdAt = at;
        BlobHash picture = born.cover();
        this.cover = picture == null ? null : picture.hex();
        this.state = VersionState.DRAFT;
    }

    /**
     * Takes a sign-off: the version goes on when it was the last one that was missing.
     *
     * @throws Refusal.RuleBroken when nobody can sign in this state
     */
    void sign(boolean enough) {
        VersionState before = state;
        move(VersionVerb.SIGN_OFF);
        if (!enough) {
            state = before;
        }
    }

    /**
     * Takes the step that a verb stands for.
     *
     * @throws Refusal.RuleBroken when the verb is not legal in this state; nothing changes then
     */
    void move(VersionVerb verb) {
        state = verb.from(state).orElseThrow(() -> new Refusal.RuleBroken(illegal(verb)));
        productionOf = state == VersionState.APPROVED ? characterId : null;
    }

    private String illegal(VersionVerb verb) {
        return "%s is %s, and in this state it cannot be %s."
                .formatted(fileName, state.word(), verb == VersionVerb.SUBMIT ? "put up for review" : verb.pastTense());
    }

    /** Keeps since when a signature rests on something that has changed; the first moment counts. */
    void signaturesAreStale(boolean stale, Instant now) {
        if (!stale) {
            staleSince = null;
        } else if (staleSince == null) {
            staleSince = now;
        }
    }

    @Nullable
    Instant staleSince() {
        return staleSince;
    }

    /** @param stated null for what the guide says */
    void isUsedAt(@Nullable StatedStrength stated) {
        this.strengthFrom = stated == null ? null : stated.window().from();
        this.strengthBest = stated == null ? null : stated.window().best();
        this.strengthTo = stated == null ? null : stated.window().to();
        this.strengthNote = stated == null ? null : stated.note();
        this.strengthBy = stated == null ? null : stated.by();
        this.strengthAt = stated == null ? null : stated.at();
    }

    /** Null while nobody has stated it. */
    @Nullable
    StatedStrength strength() {
        if (strengthFrom == null
                || strengthBest == null
                || strengthTo == null
                || strengthBy == null
                || strengthAt == null) {
            return null;
        }
        return new StatedStrength(
                new StrengthWindow(strengthFrom, strengthBest, strengthTo),
                strengthNote == null ? "" : strengthNote,
                strengthBy,
                strengthAt);
    }

    void askedFor(String by, Instant at) {
        this.submittedBy = by;
        this.submittedAt = at;
    }

    VersionId id() {
        return new VersionId(getId());
    }

    CharacterId character() {
        return new CharacterId(characterId);
    }

    int number() {
        return number;
    }

    String fileName() {
        return fileName;
    }

    BlobHash file() {
        return new BlobHash(fileHash);
    }

    long fileSize() {
        return fileSize;
    }

    RunId run() {
        return new RunId(runId);
    }

    long runNumber() {
        return runNumber;
    }

    SnapshotId snapshot() {
        return new SnapshotId(snapshotHash);
    }

    String backend() {
        return backend;
    }

    BaseModel baseModel() {
        return BaseModel.labelled(baseModel);
    }

    /** As JSON, the way it was written at birth. */
    String parameters() {
        return parameters;
    }

    UUID launchedBy() {
        return launchedBy;
    }

    UUID templateId() {
        return templateId;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    BlobHash cover() {
        return cover == null ? null : new BlobHash(cover);
    }

    VersionState state() {
        return state;
    }

    @Nullable
    String submittedBy() {
        return submittedBy;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    Act.Subject subject() {
        return new Act.Subject("version", getId().toString(), fileName);
    }
}
