package io.understudy.datasets.images;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureOrigin;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Entity
@EntityListeners(PictureChangeListener.class)
public class Picture extends Aggregate {
    private UUID characterId;
    private int position;
    private String fileName;
    private String mediaType;
    private String originalHash;
    private String displayHash;
    private String thumbnailHash;
    private int width;
    private int height;
    private long sizeBytes;
    private String caption;
    private int repeats;
    private boolean included;

    @Enumerated(EnumType.STRING)
    private @Nullable Exclusion exclusion;

    private UUID uploadedBy;
    private @Nullable UUID captionedBy;
    private Instant createdAt;
    private @Nullable Instant removedAt;
    private @Nullable UUID removedBy;
    private @Nullable String presentHash;
    private @Nullable UUID sourceId;
    private @Nullable String sourceHash;
    private @Nullable Integer editTurns;
    private @Nullable Integer cropLeft;
    private @Nullable Integer cropTop;
    private @Nullable Integer cropWidth;
    private @Nullable Integer cropHeight;

    @SuppressWarnings("NullAway.Init")
    protected Picture() {}

    public Picture(UUID characterId, int position, NewPicture arrived, UUID uploadedBy, Instant now) {
        super(UUID.randomUUID());
        this.characterId = characterId;
        this.position = position;
        this.fileName = arrived.fileName();
        this.mediaType = arrived.mediaType();
        this.originalHash = arrived.original().hex();
        this.displayHash = arrived.display().hex();
        this.thumbnailHash = arrived.thumbnail().hex();
        this.width = arrived.width();
        this.height = arrived.height();
        this.sizeBytes = arrived.size();
        this.caption = arrived.caption();
        this.repeats = Objects.requireNonNullElse(arrived.repeats(), 1);
        this.uploadedBy = uploadedBy;
        this.captionedBy = caption.isEmpty() ? null : uploadedBy;
        this.createdAt = now;
        this.presentHash = originalHash;
        this.exclusion = !arrived.confirmed() && Math.min(width, height) < DatasetTargets.MINIMUM_EDGE
                ? Exclusion.TOO_SMALL
                : null;
        this.included = exclusion == null;
    }

    /** A picture made from another one: it is next to it, and a person chose its size. */
    public Picture(Picture source, PictureEdit edit, NewPicture made, UUID by, Instant now) {
        this(source.characterId, source.position, made, by, now);
        if (source.isWithdrawn()) {
            throw new DomainException.RuleViolation(source.fileName + " was withdrawn: nothing can be made from it.");
        }
        this.included = true;
        this.exclusion = null;
        this.captionedBy = source.captionedBy;
        this.repeats = source.repeats;
        this.sourceId = source.getId();
        this.sourceHash = source.originalHash;
        this.editTurns = edit.turns();
        this.cropLeft = edit.x();
        this.cropTop = edit.y();
        this.cropWidth = edit.width();
        this.cropHeight = edit.height();
    }

    public void giveWayTo(Picture derived) {
        if (!getId().equals(derived.sourceId)) {
            throw new IllegalArgumentException(derived.fileName + " was not made from " + fileName);
        }
        included = false;
        exclusion = Exclusion.REPLACED;
    }

    /** Is trained on again, if it had given way; false if it had not. */
    public boolean comeBack() {
        boolean gaveWay = exclusion == Exclusion.REPLACED;
        if (gaveWay) {
            include();
        }
        return gaveWay;
    }

    boolean isWithdrawn() {
        return exclusion == Exclusion.WITHDRAWN;
    }

    public Optional<PictureOrigin> origin() {
        if (sourceId == null
                || editTurns == null
                || cropLeft == null
                || cropTop == null
                || cropWidth == null
                || cropHeight == null) {
            return Optional.empty();
        }
        return Optional.of(new PictureOrigin(
                new PictureId(sourceId),
                "",
                new PictureEdit(editTurns, cropLeft, cropTop, cropWidth, cropHeight),
                true));
    }

    public void caption(String text, UUID by) {
        caption = text;
        captionedBy = by;
    }

    /** @param times how often an epoch shows it */
    public void repeat(int times) {
        repeats = times;
    }

    public int repeats() {
        return repeats;
    }

    /** A person may keep what is too small: they have seen it. What was withdrawn, nobody may. */
    public void include() {
        requireUsable();
        included = true;
        exclusion = null;
    }

    public void requireUsable() {
        if (exclusion == Exclusion.WITHDRAWN) {
            throw new DomainException.RuleViolation(
                    fileName + " was withdrawn: it may not be trained on. The consent ledger says by whom and why.");
        }
    }

    public void exclude() {
        if (included) {
            included = false;
            exclusion = Exclusion.BY_HAND;
        }
    }

    public void withdraw() {
        included = false;
        exclusion = Exclusion.WITHDRAWN;
    }

    public void reinstate() {
        if (exclusion == Exclusion.WITHDRAWN) {
            exclusion = Exclusion.BY_HAND;
        }
    }

    public void remove(UUID by, Instant now) {
        removedAt = now;
        removedBy = by;
        presentHash = null;
    }

    public void restore() {
        removedAt = null;
        removedBy = null;
        presentHash = originalHash;
    }

    public void moveTo(int place) {
        position = place;
    }

    public boolean isRemoved() {
        return removedAt != null;
    }

    public void requirePresent() {
        if (isRemoved()) {
            throw new DomainException.Conflict(
                    fileName + " was removed from the dataset in the meantime. Undo that first.");
        }
    }

    public CharacterId character() {
        return new CharacterId(characterId);
    }

    public AuditEvent.Subject subject() {
        return new AuditEvent.Subject("picture", getId().toString(), fileName);
    }

    public String fileName() {
        return fileName;
    }

    public String caption() {
        return caption;
    }

    @Nullable
    public UUID captionedBy() {
        return captionedBy;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public boolean isIncluded() {
        return included;
    }

    public BlobHash thumbnail() {
        return new BlobHash(thumbnailHash);
    }

    public BlobHash display() {
        return new BlobHash(displayHash);
    }

    public BlobHash original() {
        return new BlobHash(originalHash);
    }

    public List<BlobHash> blobs() {
        List<BlobHash> own = List.of(original(), new BlobHash(displayHash), new BlobHash(thumbnailHash));
        return sourceHash == null
                ? own
                : Stream.concat(own.stream(), Stream.of(new BlobHash(sourceHash)))
                        .toList();
    }

    public SnapshotEntry asEntry(int place) {
        return new SnapshotEntry(
                place,
                fileName,
                original(),
                new BlobHash(displayHash),
                new BlobHash(thumbnailHash),
                caption,
                width,
                height,
                repeats);
    }

    public PictureSummary summary(TriggerWord triggerWord) {
        return summary(triggerWord, List.of());
    }

    /** @param open what was said about it and does not count yet */
    public PictureSummary summary(TriggerWord triggerWord, List<OpenVerdict> open) {
        return new PictureSummary(
                new PictureId(getId()),
                position,
                fileName,
                mediaType,
                original(),
                new BlobHash(displayHash),
                new BlobHash(thumbnailHash),
                width,
                height,
                sizeBytes,
                caption,
                TriggerUse.of(caption, triggerWord),
                repeats,
                exclusion,
                uploadedBy,
                createdAt,
                isRemoved(),
                open);
    }
}
