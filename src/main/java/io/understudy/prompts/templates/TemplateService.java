package io.understudy.prompts;

import io.understudy.people.MembersAndSystem;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The team's prompt templates: the only door to them. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class PromptService {
    private final PromptTemplates templates;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    PromptService(PromptTemplates templates, CurrentActor actor, Acts acts, Clock clock) {
        this.templates = templates;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    /** Templates whose name or words contain a text, by name. */
    public Page<PromptDetails> page(String text, Pageable page) {
        String literal = text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
        return templates.search("%" + literal + "%", page).map(PromptTemplate::asDetails);
    }

    /**
     * A template.
     *
     * @throws Refusal.NotFound when there is none with this id, or not any more
     */
    public PromptDetails get(PromptId id) {
        return load(id).asDetails();
    }

    /**
     * Adds a template.
     *
     * @throws Refusal.RuleBroken in the field that breaks a rule
     */
    @Transactional
    public PromptDetails create(PromptDraft draft) {
        PromptTemplate template = templates.saveAndFlush(new PromptTemplate(draft, actor.get(), clock.instant()));
        acts.publish("prompt.created", subject(template), facts(template));
        return template.asDetails();
    }

    /**
     * Saves what a form says.
     *
     * @param rowVersion that the form was filled from
     * @throws Refusal.Conflict naming who saved in between; nothing is changed
     * @throws Refusal.RuleBroken in the field that breaks a rule
     */
    @Transactional
    public PromptDetails edit(PromptId id, long rowVersion, PromptDraft draft) {
        PromptTemplate template = load(id);
        if (template.rowVersion() != rowVersion) {
            throw stale(template.changedByName());
        }
        Map<String, String> before = facts(template);
        template.rewrite(draft, actor.get(), clock.instant());
        Map<String, String> after = facts(template);
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        before.keySet().retainAll(changed.keySet());
        if (!changed.isEmpty()) {
            acts.publish("prompt.changed", subject(template), before, changed);
        }
        try {
            templates.saveAndFlush(template);
        } catch (OptimisticLockingFailureException e) {
            throw stale("Somebody else");
        }
        return template.asDetails();
    }

    /** Adds a copy under a name that says so. */
    @Transactional
    public PromptDetails copy(PromptId id) {
        PromptDraft original = load(id).asDraft();
        String end = " (copy)";
        String start =
                original.name().substring(0, Math.min(original.name().length(), PromptDraft.MAX_NAME - end.length()));
        return create(new PromptDraft(
                start + end,
                original.text(),
                original.scene(),
                original.lighting(),
                original.camera(),
                original.style()));
    }

    /** Deletes a template; {@link #restore} takes that back. */
    @Transactional
    public void delete(PromptId id) {
        PromptTemplate template = load(id);
        template.delete(clock.instant());
        acts.publish("prompt.deleted", subject(template), facts(template), Map.of());
    }

    /** Takes a deletion back. */
    @Transactional
    public void restore(PromptId id) {
        PromptTemplate template = templates.findById(id.value()).orElseThrow(PromptService::missing);
        if (template.deleted()) {
            template.restore();
            acts.publish("prompt.restored", subject(template));
        }
    }

    private PromptTemplate load(PromptId id) {
        return templates
                .findById(id.value())
                .filter(template -> !template.deleted())
                .orElseThrow(PromptService::missing);
    }

    private static Refusal.NotFound missing() {
        return new Refusal.NotFound("There is no such prompt template, or not any more.");
    }

    private static Refusal.Conflict stale(String who) {
        return new Refusal.Conflict(
                who + " saved this template while you were editing it, so nothing was changed. Compare and decide.");
    }

    private static Act.Subject subject(PromptTemplate template) {
        return new Act.Subject("prompt", String.valueOf(template.getId()), template.name());
    }

    private static Map<String, String> facts(PromptTemplate template) {
        PromptDraft draft = template.asDraft();
        return new TreeMap<>(Map.of(
                "name", draft.name(),
                "text", draft.text(),
                "scene", draft.scene(),
                "lighting", draft.lighting(),
                "camera", draft.camera(),
                "style", draft.style()));
    }
}
