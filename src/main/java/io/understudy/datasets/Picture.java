package io.understudy.datasets;

import io.understudy.guide.DatasetTargets;
import io.understudy.shared.Aggregate;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A picture of a character's working set. */
@Entity
class Picture extends Aggregate {
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
    private boolean included;

    @Enumerated(EnumType.STRING)
    private @Nullable Exclusion exclusion;

    private UUID uploadedBy;
    private @Nullable UUID captionedBy;
    private Instant createdAt;
    private @Nullable Instant removedAt;
    private @Nullable UUID removedBy;
    private @Nullable String presentHash;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Picture() {}

    Picture(UUID characterId, int position, NewPicture arrived, UUID uploadedBy, Instant now) {
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
        this.uploadedBy = uploadedBy;
        this.captionedBy = caption.isEmpty() ? null : uploadedBy;
        this.createdAt = now;
        this.presentHash = originalHash;
        this.exclusion = Math.min(width, height) < DatasetTargets.MINIMUM_EDGE ? Exclusion.TOO_SMALL : null;
        this.included = exclusion == null;
    }

    void caption(String text, UUID by) {
        caption = text;
        captionedBy = by;
    }

    /** A person may keep what is too small: they have seen it. What was withdrawn, nobody may. */
    void include() {
        if (exclusion == Exclusion.WITHDRAWN) {
            throw new Refusal.RuleBroken(
                    fileName + " was withdrawn: it may not be trained on. The consent ledger says by whom and why.");
        }
        included = true;
        exclusion = null;
    }

    void exclude() {
        if (included) {
            included = false;
            exclusion = Exclusion.BY_HAND;
        }
    }

    void withdraw() {
        included = false;
        exclusion = Exclusion.WITHDRAWN;
    }

    /** Stays left out until a person includes it. */
    void reinstate() {
        if (exclusion == Exclusion.WITHDRAWN) {
            exclusion = Exclusion.BY_HAND;
        }
    }

    void remove(UUID by, Instant now) {
        removedAt = now;
        removedBy = by;
        presentHash = null;
    }

    void restore() {
        removedAt = null;
        removedBy = null;
        presentHash = originalHash;
    }

    void moveTo(int place) {
        position = place;
    }

    boolean isRemoved() {
        return removedAt != null;
    }

    void requirePresent() {
        if (isRemoved()) {
            throw new Refusal.Conflict(fileName + " was removed from the set in the meantime. Undo that first.");
        }
    }

    UUID characterId() {
        return characterId;
    }

    String fileName() {
        return fileName;
    }

    String caption() {
        return caption;
    }

    @Nullable
    UUID captionedBy() {
        return captionedBy;
    }

    boolean isIncluded() {
        return included;
    }

    BlobHash thumbnail() {
        return new BlobHash(thumbnailHash);
    }

    BlobHash original() {
        return new BlobHash(originalHash);
    }

    List<BlobHash> blobs() {
        return List.of(original(), new BlobHash(displayHash), new BlobHash(thumbnailHash));
    }

    SnapshotEntry asEntry(int place) {
        return new SnapshotEntry(
                place,
                fileName,
                original(),
                new BlobHash(displayHash),
                new BlobHash(thumbnailHash),
                caption,
                width,
                height);
    }

    PictureSummary summary(String triggerWord) {
        return new PictureSummary(
                new PictureId(getId()),
                position,
                fileName,
                mediaType,
                new BlobHash(displayHash),
                new BlobHash(thumbnailHash),
                width,
                height,
                sizeBytes,
                caption,
                TriggerUse.of(caption, triggerWord),
                exclusion,
                uploadedBy,
                createdAt);
    }
}
