package io.understudy.prompts.loras;

import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A LoRA file that was made elsewhere. Removed ones stay as rows: stacks and pictures still name them. */
@Entity
@Table(name = "lora_file")
class LoraFile extends Aggregate {
    private String fileName;
    private String fileHash;
    private long fileSize;

    @Enumerated(EnumType.STRING)
    private StackRole role;

    private TriggerWord triggerWord;
    private String licence;
    private String source;
    private Strength strength;
    private String addedByName;
    private Instant addedAt;
    private String changedByName;
    private Instant changedAt;
    private @Nullable Instant removedAt;

    @SuppressWarnings("NullAway.Init")
    protected LoraFile() {}

    @SuppressWarnings("NullAway.Init") // the facts are written by describe
    LoraFile(String fileName, BlobHash file, long fileSize, LoraDescription facts, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.fileName = fileName;
        this.fileHash = file.hex();
        this.fileSize = fileSize;
        this.addedByName = by.name();
        this.addedAt = now;
        describe(facts, by, now);
    }

    final void describe(LoraDescription facts, Actor by, Instant now) {
        this.role = facts.role();
        this.triggerWord = facts.triggerWord();
        this.licence = facts.licence();
        this.source = facts.source();
        this.strength = facts.strength();
        this.changedByName = by.name();
        this.changedAt = now;
    }

    void remove(Instant now) {
        this.removedAt = now;
    }

    void restore() {
        this.removedAt = null;
    }

    boolean removed() {
        return removedAt != null;
    }

    String fileName() {
        return fileName;
    }

    String changedByName() {
        return changedByName;
    }

    LoraDescription facts() {
        return new LoraDescription(role, triggerWord, licence, source, strength);
    }

    Map<String, String> described() {
        return new TreeMap<>(Map.of(
                "file", fileName,
                "sha-256", fileHash,
                "role", role.label(),
                "trigger word", triggerWord.value(),
                "licence", licence,
                "source", source,
                "strength", strength.toString()));
    }

    AuditEvent.Subject subject() {
        return new AuditEvent.Subject("lora", getId().toString(), fileName);
    }

    LoraFileDetails details() {
        return new LoraFileDetails(
                new LoraFileId(getId()),
                fileName,
                new BlobHash(fileHash),
                fileSize,
                facts(),
                addedByName,
                addedAt,
                removed(),
                rowVersion());
    }
}
