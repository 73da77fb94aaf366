package io.understudy.prompts.stacks;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DeletableAggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "lora_stack")
class LoraStack extends DeletableAggregate {
    private String name;
    private String note;
    private int revision;
    private String createdByName;
    private Instant createdAt;
    private String changedByName;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected LoraStack() {}

    @SuppressWarnings("NullAway.Init") // the rest is written by save
    LoraStack(StackDraft draft, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.createdByName = by.name();
        this.createdAt = now;
        save(draft, by, now);
    }

    final void save(StackDraft draft, Actor by, Instant now) {
        this.name = draft.name();
        this.note = draft.note();
        this.revision++;
        this.changedByName = by.name();
        this.changedAt = now;
    }

    int revision() {
        return revision;
    }

    String changedByName() {
        return changedByName;
    }

    AuditEvent.Subject subject() {
        return new AuditEvent.Subject("stack", getId().toString(), name);
    }

    StackDetails details(StackPlan plan) {
        return new StackDetails(
                new StackId(getId()),
                name,
                note,
                plan,
                revision,
                createdByName,
                changedByName,
                changedAt,
                rowVersion());
    }
}
