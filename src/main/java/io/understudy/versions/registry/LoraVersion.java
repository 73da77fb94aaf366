package io.understudy.versions.registry;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionState;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One LoRA file of a character with all it came from. Nothing of that ever changes; only its state does, along the
 * table in {@link ReviewAction}.
 */
@Entity
@Table(name = "lora_version")
public class LoraVersion extends Aggregate {
    private static final JsonMapper JSON = JsonMapper.shared();

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
    private @Nullable UUID runId;

    @Column(updatable = false)
    private @Nullable Long runNumber;

    /** 0 for the result of the run itself. */
    @Column(updatable = false)
    private int checkpointStep;

    @Column(updatable = false)
    private @Nullable String snapshotHash;

    @Column(updatable = false)
    private @Nullable String backend;

    @Column(updatable = false)
    private String baseModel;

    @Column(updatable = false)
    private @Nullable String parameters;

    @Column(updatable = false)
    private @Nullable String imported;

    @Column(updatable = false)
    private @Nullable UUID launchedBy;

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
    private @Nullable UUID approvalId;

    @Enumerated(EnumType.STRING)
    private @Nullable ReviewAction approvalVerb;

    private @Nullable Instant staleSince;
    private @Nullable String staleManifest;

    @Embedded
    private @Nullable StatedStrength strength;

    @SuppressWarnings("NullAway.Init")
    protected LoraVersion() {}

    public LoraVersion(NewVersion born, int number, String parameters, UUID template, Instant at) {
        this(born.character(), number, born.fileName(number), born.baseModel(), template, at);
        this.fileHash = born.file().hex();
        this.fileSize = born.fileSize();
        this.runId = born.run().value();
        this.runNumber = born.runNumber();
        this.checkpointStep = born.checkpointStep();
        this.snapshotHash = born.snapshot().hash();
        this.backend = born.backend();
        this.parameters = parameters;
        this.launchedBy = born.launchedBy();
        BlobHash picture = born.cover();
        this.cover = picture == null ? null : picture.hex();
    }

    /**
     * A file that was trained elsewhere.
     *
     * @param imported the {@link VersionOrigin.Imported} as JSON
     */
    public LoraVersion(NewImport born, StoredBlob file, int number, String imported, UUID template, Instant at) {
        this(born.character(), number, born.fileName(number), born.baseModel(), template, at);
        this.fileHash = file.hash().hex();
        this.fileSize = file.size();
        this.imported = imported;
    }

    @SuppressWarnings("NullAway.Init")
    private LoraVersion(
            CharacterId character, int number, String fileName, BaseModel model, UUID template, Instant at) {
        super(UUID.randomUUID());
        this.characterId = character.value();
        this.number = number;
        this.fileName = fileName;
        this.baseModel = model.label();
        this.templateId = template;
        this.createdAt = at;
        this.state = VersionState.DRAFT;
    }

    /**
     * Takes a sign-off: the version moves on when it was the last one that was missing.
     *
     * @throws DomainException.RuleViolation when nobody can sign in this state
     */
    public void sign(boolean enough) {
        VersionState before = state;
        move(ReviewAction.SIGN_OFF);
        if (!enough) {
            state = before;
        }
    }

    /**
     * Takes the step of a verb.
     *
     * @throws DomainException.RuleViolation when the verb is not legal in this state; nothing changes then
     */
    public void move(ReviewAction action) {
        state = action.from(state).orElseThrow(() -> new DomainException.RuleViolation(illegal(action)));
        productionOf = state == VersionState.APPROVED ? characterId : null;
    }

    /**
     * Goes into production.
     *
     * @param approval id of the stored decision
     * @throws DomainException.RuleViolation when it cannot be approved in this state; nothing changes then
     */
    public void approve(UUID approval) {
        move(ReviewAction.APPROVE);
        approvalId = approval;
        approvalVerb = ReviewAction.APPROVE;
    }

    /**
     * Takes the request for review back, as if nobody had asked.
     *
     * @param before the state in which it was asked: what a reviewer sent back stays sent back
     */
    public void withdraw(VersionState before) {
        move(ReviewAction.WITHDRAW);
        state = before;
        submittedBy = null;
        submittedAt = null;
    }

    private String illegal(ReviewAction action) {
        String done =
                switch (action) {
                    case SUBMIT -> "put up for review";
                    case WITHDRAW -> "withdrawn from review";
                    default -> action.pastTense();
                };
        return "%s is %s, and in this state it cannot be %s.".formatted(fileName, state.word(), done);
    }

    /**
     * Keeps since when a signature rests on something that has changed; the first moment counts.
     *
     * @param manifest hash of what is there now, or null while all signatures hold
     */
    public void signaturesAreStale(@Nullable String manifest, Instant now) {
        staleManifest = manifest;
        if (manifest == null) {
            staleSince = null;
        } else if (staleSince == null) {
            staleSince = now;
        }
    }

    public Optional<String> staleManifest() {
        return Optional.ofNullable(staleManifest);
    }

    @Nullable
    public Instant staleSince() {
        return staleSince;
    }

    /** @param stated null for what the guide says */
    public void isUsedAt(@Nullable StatedStrength stated) {
        this.strength = stated;
    }

    /** Null while nobody has stated it. */
    @Nullable
    public StatedStrength strength() {
        return strength;
    }

    public void askedFor(String by, Instant at) {
        this.submittedBy = by;
        this.submittedAt = at;
    }

    public VersionId id() {
        return new VersionId(getId());
    }

    public CharacterId character() {
        return new CharacterId(characterId);
    }

    public int number() {
        return number;
    }

    public String name() {
        return fileName.replaceFirst("\\.safetensors$", "");
    }

    public String fileName() {
        return fileName;
    }

    public BlobHash file() {
        return new BlobHash(fileHash);
    }

    public long fileSize() {
        return fileSize;
    }

    public VersionOrigin origin() {
        String told = imported;
        return told == null ? trained() : JSON.readValue(told, VersionOrigin.Imported.class);
    }

    /** The run it comes from; empty when it was imported. */
    public Optional<RunId> run() {
        return Optional.ofNullable(runId).map(RunId::new);
    }

    public Optional<UUID> launchedBy() {
        return Optional.ofNullable(launchedBy);
    }

    public Optional<SnapshotId> snapshot() {
        return Optional.ofNullable(snapshotHash).map(SnapshotId::new);
    }

    public Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    private VersionOrigin.Trained trained() {
        return new VersionOrigin.Trained(
                new RunId(Objects.requireNonNull(runId)),
                Objects.requireNonNull(runNumber),
                new SnapshotId(Objects.requireNonNull(snapshotHash)),
                Objects.requireNonNull(backend),
                JSON.readValue(Objects.requireNonNull(parameters), TrainingSettings.class));
    }

    public BaseModel baseModel() {
        return BaseModel.labelled(baseModel);
    }

    /** As JSON, the way they were written at creation; empty when it was imported. */
    public Optional<String> parametersAsWritten() {
        return Optional.ofNullable(parameters);
    }

    /** As JSON, the way it was written at the import; empty when it comes from a run. */
    public Optional<String> importAsWritten() {
        return Optional.ofNullable(imported);
    }

    public UUID templateId() {
        return templateId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Nullable
    public BlobHash cover() {
        return cover == null ? null : new BlobHash(cover);
    }

    public VersionState state() {
        return state;
    }

    @Nullable
    public String submittedBy() {
        return submittedBy;
    }

    @Nullable
    public Instant submittedAt() {
        return submittedAt;
    }

    public AuditEvent.Subject subject() {
        return new AuditEvent.Subject("version", getId().toString(), fileName);
    }
}
