package io.understudy.prompts;

import io.understudy.shared.Actor;
import io.understudy.shared.Aggregate;
import io.understudy.shared.Refusal;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A prompt with slots. Deleted ones stay as rows, so that deleting can be taken back. */
@Entity
@Table(name = "prompt_template")
class PromptTemplate extends Aggregate {
    private String name;
    private String text;
    private String scene;
    private String lighting;
    private String camera;
    private String style;
    private String createdByName;
    private Instant createdAt;
    private String changedByName;
    private Instant changedAt;
    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected PromptTemplate() {}

    @SuppressWarnings("NullAway.Init") // the words are written by rewrite
    PromptTemplate(PromptDraft draft, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.createdByName = by.name();
        this.createdAt = now;
        rewrite(draft, by, now);
    }

    final void rewrite(PromptDraft draft, Actor by, Instant now) {
        this.name = checkedName(draft.name());
        this.text = new PromptText(draft.text()).value();
        this.scene = checkedWords("scene", draft.scene());
        this.lighting = checkedWords("lighting", draft.lighting());
        this.camera = checkedWords("camera", draft.camera());
        this.style = checkedWords("style", draft.style());
        this.changedByName = by.name();
        this.changedAt = now;
    }

    void delete(Instant now) {
        this.deletedAt = now;
    }

    void restore() {
        this.deletedAt = null;
    }

    boolean deleted() {
        return deletedAt != null;
    }

    String name() {
        return name;
    }

    String changedByName() {
        return changedByName;
    }

    PromptDraft asDraft() {
        return new PromptDraft(name, text, scene, lighting, camera, style);
    }

    PromptDetails asDetails() {
        return new PromptDetails(
                new PromptId(getId()), asDraft(), createdByName, createdAt, changedByName, changedAt, rowVersion());
    }

    private static String checkedName(String name) {
        String plain = name.strip();
        if (plain.isEmpty()) {
            throw Refusal.RuleBroken.in("name", "Please give the template a name, such as “Portrait, soft light”.");
        }
        if (plain.length() > PromptDraft.MAX_NAME || plain.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.RuleBroken.in(
                    "name", "A name has at most " + PromptDraft.MAX_NAME + " characters and no line breaks.");
        }
        return plain;
    }

    private static String checkedWords(String slot, String words) {
        String plain = words.strip().replaceAll("\\s+", " ");
        if (plain.length() > PromptDraft.MAX_WORDS) {
            throw Refusal.RuleBroken.in(
                    slot,
                    "The words for [" + slot + "] have at most " + PromptDraft.MAX_WORDS + " characters, these "
                            + plain.length() + ".");
        }
        return plain;
    }
}
