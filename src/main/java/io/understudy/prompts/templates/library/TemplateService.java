package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateOrigin;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.snippets.PromptSnippets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateService {
    private final PromptTemplates templates;
    private final TemplateVersionRepository versions;
    private final PromptSnippets snippets;
    private final StackableLoraService loras;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    TemplateService(
            PromptTemplates templates,
            TemplateVersionRepository versions,
            PromptSnippets snippets,
            StackableLoraService loras,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.templates = templates;
        this.versions = versions;
        this.snippets = snippets;
        this.loras = loras;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public TemplateDetails get(PromptId id) {
        return load(id).asDetails();
    }

    public TemplateAnalysis analyse(TemplateDraft draft) {
        return TemplateAnalysis.of(draft.source(), snippets.language());
    }

    /**
     * Adds a template with its first version.
     *
     * @param message may be empty
     * @throws DomainException.RuleViolation in the field that breaks a rule
     */
    @Transactional
    public TemplateDetails create(TemplateDraft draft, String message) {
        return add(draft, null, message.isBlank() ? "First version" : message, "prompt.created");
    }

    /**
     * Saves what a form says as the next version; what says the same as the latest one makes none.
     *
     * @param rowVersion that the form was filled from
     * @param message what was changed and why
     * @throws DomainException.Conflict naming who saved in between; nothing is changed
     * @throws DomainException.RuleViolation in the field that breaks a rule
     */
    @Transactional
    public TemplateDetails save(PromptId id, long rowVersion, TemplateDraft draft, String message) {
        PromptTemplate template = load(id);
        if (template.rowVersion() != rowVersion) {
            throw stale(template.changedByName());
        }
        TemplateDraft before = template.asDraft();
        TemplateDraft after = checked(draft);
        if (after.equals(before)) {
            return template.asDetails();
        }
        String words = checkedMessage(message);
        Instant now = clock.instant();
        template.rewrite(after, actor.get(), now);
        try {
            templates.saveAndFlush(template);
        } catch (OptimisticLockingFailureException e) {
            throw stale("Someone else");
        }
        versions.add(new TemplateVersion(
                id, template.head(), after, words, actor.get().name(), now));
        Map<String, String> factsBefore = facts(before);
        Map<String, String> changed = facts(after);
        changed.entrySet().removeAll(factsBefore.entrySet());
        factsBefore.keySet().retainAll(changed.keySet());
        changed.put("version", String.valueOf(template.head()));
        changed.put("message", words);
        auditEvents.publish("prompt.changed", subject(template), factsBefore, changed);
        return template.asDetails();
    }

    @Transactional
    public TemplateDetails fork(PromptId id, int number, String name) {
        PromptTemplate source = load(id);
        TemplateVersion version = versions.one(id, number).orElseThrow(TemplateService::noVersion);
        return add(
                version.draft().named(name),
                new TemplateOrigin(id, number, source.name()),
                "Forked from “" + source.name() + "” version " + number,
                "prompt.forked");
    }

    private TemplateDetails add(TemplateDraft draft, @Nullable TemplateOrigin origin, String message, String verb) {
        Instant now = clock.instant();
        TemplateDraft checked = checked(draft);
        PromptTemplate template = templates.saveAndFlush(new PromptTemplate(checked, origin, actor.get(), now));
        versions.add(new TemplateVersion(
                template.id(),
                template.head(),
                checked,
                checkedMessage(message),
                actor.get().name(),
                now));
        auditEvents.publish(verb, subject(template), facts(checked));
        return template.asDetails();
    }

    private TemplateDraft checked(TemplateDraft draft) {
        return DraftRules.check(draft, snippets.language(), loras.named(FillService.files(List.of(draft))));
    }

    /** Deletes a template with all its versions; {@link #undelete} takes that back. */
    @Transactional
    public void delete(PromptId id) {
        PromptTemplate template = load(id);
        template.delete(clock.instant());
        auditEvents.publish("prompt.deleted", subject(template), facts(template.asDraft()), Map.of());
    }

    @Transactional
    public void undelete(PromptId id) {
        PromptTemplate template = templates.findById(id.value()).orElseThrow(TemplateService::missing);
        if (template.deleted()) {
            template.restore();
            auditEvents.publish("prompt.restored", subject(template));
        }
    }

    private PromptTemplate load(PromptId id) {
        return templates
                .findById(id.value())
                .filter(template -> !template.deleted())
                .orElseThrow(TemplateService::missing);
    }

    private static String checkedMessage(String message) {
        String plain = message.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty()) {
            throw DomainException.RuleViolation.in("message", "Say in a few words what you changed and why.");
        }
        if (plain.length() > TemplateVersion.MAX_MESSAGE) {
            throw DomainException.RuleViolation.in(
                    "message", "A message has at most " + TemplateVersion.MAX_MESSAGE + " characters.");
        }
        return plain;
    }

    static DomainException.NotFound missing() {
        return new DomainException.NotFound("There is no such prompt template, or it was deleted.");
    }

    static DomainException.NotFound noVersion() {
        return new DomainException.NotFound("This template has no such version.");
    }

    private static DomainException.Conflict stale(String who) {
        return new DomainException.Conflict(
                who + " saved this template while you were editing it, so nothing was changed. Compare and decide.");
    }

    private static AuditEvent.Subject subject(PromptTemplate template) {
        return new AuditEvent.Subject("prompt", String.valueOf(template.getId()), template.name());
    }

    private static Map<String, String> facts(TemplateDraft draft) {
        Map<String, String> facts = new TreeMap<>(Map.of(
                "name", draft.name(),
                "text", draft.text(),
                "scene", draft.scene(),
                "lighting", draft.lighting(),
                "camera", draft.camera(),
                "style", draft.style()));
        if (!draft.variables().isEmpty()) {
            facts.put("variables", TemplateJson.of(draft.variables()));
        }
        if (!draft.settings().equals(TemplateSettings.NONE)) {
            facts.put("settings", TemplateJson.of(draft.settings()));
        }
        return facts;
    }
}
