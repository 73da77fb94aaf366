package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.TemplateVersion;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateVersionService {
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{1,29}");
    private static final int MOST_LABELS = 10;

    private final TemplateService templates;
    private final TemplateVersionRepository versions;
    private final TemplateLabelRepository repository;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    TemplateVersionService(
            TemplateService templates,
            TemplateVersionRepository versions,
            TemplateLabelRepository repository,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.templates = templates;
        this.versions = versions;
        this.repository = repository;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /**
     * Versions of a template, the latest first.
     *
     * @throws DomainException.NotFound when there is no such template
     */
    public List<TemplateVersion> of(PromptId id, int skip, int most) {
        templates.get(id);
        return versions.of(id, skip, most);
    }

    public TemplateVersion get(PromptId id, int number) {
        templates.get(id);
        return versions.one(id, number).orElseThrow(TemplateService::noVersion);
    }

    public Map<PromptId, TemplateVersion> inProduction(Collection<PromptId> ids) {
        return versions.labelled(ids, TemplateMetadata.PRODUCTION);
    }

    public List<LabelPlacement> labels(PromptId id) {
        return repository.of(id);
    }

    /**
     * Saves an old version once more, as the latest.
     *
     * @param rowVersion of the template as it was seen
     * @throws DomainException.Conflict when someone saved in between
     */
    @MembersOnly
    @Transactional
    public TemplateDetails restore(PromptId id, long rowVersion, int number) {
        return templates.save(id, rowVersion, get(id, number).draft(), "Restored version " + number);
    }

    /**
     * Puts a custom label on a version.
     *
     * @param seen where it was when the person decided, or null when it was new
     * @throws DomainException.RuleViolation in {@code label} for {@value TemplateMetadata#PRODUCTION}, which reviewers move
     * @throws DomainException.Conflict when it is elsewhere by now
     */
    @MembersOnly
    @Transactional
    public void moveLabel(PromptId id, String label, int number, @Nullable Integer seen) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        if (name.equals(TemplateMetadata.PRODUCTION)) {
            throw DomainException.RuleViolation.in(
                    "label", "Only reviewers move “production”: it marks the version that everyone should use.");
        }
        if (!LABEL.matcher(name).matches()) {
            throw DomainException.RuleViolation.in(
                    "label", "A label has 2 to 30 letters, digits and -, beginning with a letter: candidate.");
        }
        if (repository.of(id).size() >= MOST_LABELS && repository.one(id, name).isEmpty()) {
            throw DomainException.RuleViolation.in("label", "A template has at most " + MOST_LABELS + " labels.");
        }
        move(id, name, number, seen);
    }

    /**
     * Names the version that everyone should use.
     *
     * @param seen the version it was, or null when none was
     * @throws DomainException.Conflict when another one has been named by now
     */
    @ReviewersOnly
    @Transactional
    public void moveProduction(PromptId id, int number, @Nullable Integer seen) {
        move(id, TemplateMetadata.PRODUCTION, number, seen);
    }

    private void move(PromptId id, String label, int number, @Nullable Integer seen) {
        TemplateVersion target = get(id, number);
        if (seen != null && seen == number) {
            return;
        }
        if (!repository.move(id, label, number, seen, actor.get().name(), clock.instant())) {
            throw new DomainException.Conflict(repository
                    .one(id, label)
                    .map(now -> now.movedBy() + " moved “" + label + "” to version " + now.number()
                            + " in the meantime. Reload the page and decide again.")
                    .orElse("“" + label + "” was taken off in the meantime. Reload the page and decide again."));
        }
        auditEvents.publish(
                "prompt.label-moved",
                subject(target),
                seen == null ? Map.of() : Map.of(label, "version " + seen),
                Map.of(label, "version " + number));
    }

    /**
     * Takes a label off.
     *
     * @throws DomainException.RuleViolation for {@value TemplateMetadata#PRODUCTION}
     */
    @MembersOnly
    @Transactional
    public void removeLabel(PromptId id, String label) {
        if (label.equals(TemplateMetadata.PRODUCTION)) {
            throw new DomainException.RuleViolation("Only reviewers take “production” off a version.");
        }
        remove(id, label);
    }

    /** Leaves no version named for everyone; fillings then take the latest one. */
    @ReviewersOnly
    @Transactional
    public void removeProduction(PromptId id) {
        remove(id, TemplateMetadata.PRODUCTION);
    }

    private void remove(PromptId id, String label) {
        repository.one(id, label).ifPresent(stand -> {
            repository.remove(id, label);
            auditEvents.publish(
                    "prompt.label-removed",
                    subject(get(id, stand.number())),
                    Map.of(label, "version " + stand.number()),
                    Map.of());
        });
    }

    private static AuditEvent.Subject subject(TemplateVersion version) {
        return new AuditEvent.Subject(
                "prompt", version.template().value().toString(), version.draft().name());
    }
}
