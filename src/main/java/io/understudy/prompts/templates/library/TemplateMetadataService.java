package io.understudy.prompts.templates.library;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateUsage;
import io.understudy.prompts.templates.UsageKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateMetadataService {
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,29}");
    private static final int MOST_TAGS = 12;
    private static final Duration LATELY = Duration.ofDays(30);

    private final TemplateService templates;
    private final TemplateMetadataRepository repository;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    TemplateMetadataService(
            TemplateService templates,
            TemplateMetadataRepository repository,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.templates = templates;
        this.repository = repository;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    @MembersOnly
    @Transactional
    public void favour(PromptId id, boolean favourite) {
        templates.get(id);
        UUID me = actor.get().id();
        if (favourite) {
            repository.favour(id, me);
        } else {
            repository.removeFavourite(id, me);
        }
    }

    @MembersOnly
    @Transactional
    public void tag(PromptId id, Collection<String> tags) {
        TemplateDetails template = templates.get(id);
        TreeSet<String> wanted = new TreeSet<>();
        for (String tag : tags) {
            String name = tag.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (!TAG.matcher(name).matches()) {
                throw DomainException.RuleViolation.in(
                        "tags", "“" + tag + "” cannot be a tag: 1 to 30 letters, digits, spaces, - and _.");
            }
            wanted.add(name);
        }
        if (wanted.size() > MOST_TAGS) {
            throw DomainException.RuleViolation.in("tags", "A template has at most " + MOST_TAGS + " tags.");
        }
        SortedSet<String> before = repository.tags(id);
        if (before.equals(wanted)) {
            return;
        }
        repository.replaceTags(id, wanted);
        auditEvents.publish(
                "prompt.tags-changed",
                new AuditEvent.Subject("prompt", id.value().toString(), template.name()),
                Map.of("tags", String.join(", ", before)),
                Map.of("tags", String.join(", ", wanted)));
    }

    @Transactional
    public void used(PromptId id, int number, UsageKind way, @Nullable CharacterId character) {
        repository.used(id, number, way, character, actor.get().id(), clock.instant());
    }

    public TemplateUsage usage(PromptId id) {
        return repository.usage(id, clock.instant().minus(LATELY));
    }
}
