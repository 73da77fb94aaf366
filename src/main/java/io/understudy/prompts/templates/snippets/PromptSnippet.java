package io.understudy.prompts.templates.snippets;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "prompt_snippet")
public class PromptSnippet extends Aggregate {
    private String name;
    private String text;
    private String createdByName;
    private Instant createdAt;
    private String changedByName;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected PromptSnippet() {}

    PromptSnippet(String name, String text, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.name = name;
        this.text = text;
        this.createdByName = by.name();
        this.createdAt = now;
        this.changedByName = by.name();
        this.changedAt = now;
    }

    void rewrite(String words, Actor by, Instant now) {
        this.text = words;
        this.changedByName = by.name();
        this.changedAt = now;
    }

    SnippetId id() {
        return new SnippetId(getId());
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    String changedByName() {
        return changedByName;
    }

    Snippet asSnippet(int usedBy) {
        return new Snippet(id(), name, text, usedBy, changedByName, changedAt, rowVersion());
    }
}
