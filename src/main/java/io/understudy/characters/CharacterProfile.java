package io.understudy.characters;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A character that is learned. Archived, never deleted: snapshots, runs and versions name it. */
@Entity
@Table(name = "character_profile")
class CharacterProfile extends Aggregate {
    private String name;
    private String slug;
    private String subject;
    private TriggerWord triggerWord;
    private String triggerKey;
    private String description;
    private @Nullable String coverHash;

    @Enumerated(EnumType.STRING)
    private @Nullable LikenessBasis likenessBasis;

    private String likenessStatement;
    private @Nullable String likenessRecordedBy;
    private @Nullable Instant likenessRecordedAt;
    private @Nullable String consentHash;
    private @Nullable String consentName;
    private @Nullable String consentMediaType;
    private @Nullable Long consentSize;
    private UUID createdBy;
    private String createdByName;
    private Instant createdAt;
    private String changedByName;
    private Instant changedAt;
    private @Nullable Instant archivedAt;

    @SuppressWarnings("NullAway.Init")
    protected CharacterProfile() {}

    CharacterProfile(
            CharacterName name,
            Slug slug,
            SubjectWord subject,
            TriggerWord triggerWord,
            String description,
            Actor by,
            Instant now) {
        super(UUID.randomUUID());
        this.name = name.value();
        this.slug = slug.value();
        this.subject = subject.value();
        this.triggerWord = triggerWord;
        this.triggerKey = triggerWord.key();
        this.description = description;
        this.likenessStatement = "";
        this.createdBy = by.id();
        this.createdByName = by.name();
        this.createdAt = now;
        this.changedByName = by.name();
        this.changedAt = now;
    }

    void edit(
            CharacterName newName,
            SubjectWord newSubject,
            TriggerWord newTrigger,
            String newDescription,
            Actor by,
            Instant now) {
        this.name = newName.value();
        this.subject = newSubject.value();
        this.triggerWord = newTrigger;
        this.triggerKey = newTrigger.key();
        this.description = newDescription;
        changed(by, now);
    }

    /** Records why the likeness may be used; consent of a person needs the file in which they gave it. */
    void declareLikeness(LikenessBasis basis, String statement, @Nullable ConsentFile file, Actor by, Instant now) {
        if (basis == LikenessBasis.CONSENT && file == null) {
            throw DomainException.RuleViolation.in(
                    "file",
                    "Please upload the consent as PDF, JPEG or PNG: without the file no one can show later that the"
                            + " person agreed.");
        }
        this.likenessBasis = basis;
        this.likenessStatement = statement;
        this.likenessRecordedBy = by.name();
        this.likenessRecordedAt = now;
        this.consentHash = file == null ? null : file.blob().hex();
        this.consentName = file == null ? null : file.name();
        this.consentMediaType = file == null ? null : file.mediaType();
        this.consentSize = file == null ? null : file.size();
        changed(by, now);
    }

    void cover(BlobHash thumbnail) {
        this.coverHash = thumbnail.hex();
    }

    void archive(Actor by, Instant now) {
        this.archivedAt = now;
        changed(by, now);
    }

    void restore(Actor by, Instant now) {
        this.archivedAt = null;
        changed(by, now);
    }

    private void changed(Actor by, Instant now) {
        this.changedByName = by.name();
        this.changedAt = now;
    }

    CharacterId id() {
        return new CharacterId(getId());
    }

    String name() {
        return name;
    }

    String slug() {
        return slug;
    }

    boolean archived() {
        return archivedAt != null;
    }

    @Nullable
    LikenessBasis likenessBasis() {
        return likenessBasis;
    }

    @Nullable
    BlobHash coverBlob() {
        return coverHash == null ? null : new BlobHash(coverHash);
    }

    @Nullable
    ConsentFile consent() {
        if (consentHash == null || consentName == null || consentMediaType == null || consentSize == null) {
            return null;
        }
        return new ConsentFile(new BlobHash(consentHash), consentName, consentMediaType, consentSize);
    }

    String changedByName() {
        return changedByName;
    }

    CharacterDraft asDraft() {
        return CharacterDraft.of(name, subject, triggerWord.value(), description);
    }

    CharacterSummary asSummary() {
        return new CharacterSummary(
                id(),
                name,
                slug,
                subject,
                triggerWord,
                description,
                coverBlob(),
                likenessBasis,
                createdBy,
                createdAt,
                rowVersion());
    }

    CharacterDetails asDetails() {
        return new CharacterDetails(asSummary(), createdByName, changedByName, changedAt, archivedAt, likeness());
    }

    private CharacterDetails.@Nullable Likeness likeness() {
        if (likenessBasis == null || likenessRecordedBy == null || likenessRecordedAt == null) {
            return null;
        }
        return new CharacterDetails.Likeness(
                likenessBasis, likenessStatement, consent(), likenessRecordedBy, likenessRecordedAt);
    }

    /** Of every entity that has a trigger word. */
    @Converter(autoApply = true)
    static class TriggerWords implements AttributeConverter<TriggerWord, String> {
        @Override
        public String convertToDatabaseColumn(TriggerWord word) {
            return word.value();
        }

        @Override
        public TriggerWord convertToEntityAttribute(String value) {
            return new TriggerWord(value);
        }
    }
}
