package io.understudy.prompts.templates.snippets;

import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.PromptNode;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompting.language.TemplateSource;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SnippetService {
    /** Every template is checked against all of them, so there is an end. */
    static final int MOST = 1000;

    private final PromptSnippets snippets;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    SnippetService(PromptSnippets snippets, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.snippets = snippets;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public List<Snippet> all() {
        List<String> texts = snippets.templatesWithSnippets();
        return snippets.findAllByOrderByNameAsc().stream()
                .map(snippet -> snippet.asSnippet(uses(snippet.name(), texts)))
                .toList();
    }

    /** By name or words. */
    @MembersOnly
    public Page<Snippet> page(SearchText text, ListOrder order, Pageable page) {
        List<String> texts = snippets.templatesWithSnippets();
        return snippets.page(text.anywhere(), order.of(page, "name", "changedAt"))
                .map(snippet -> snippet.asSnippet(uses(snippet.name(), texts)));
    }

    /** By name or words; how many templates use them is not counted. */
    @MembersOnly
    public List<Snippet> find(SearchText text) {
        return snippets.find(text.anywhere(), text.beginning(), text.limit()).stream()
                .map(snippet -> snippet.asSnippet(0))
                .toList();
    }

    private static int uses(String name, List<String> texts) {
        String token = "{@" + name + "}";
        return (int) texts.stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(token))
                .count();
    }

    @Transactional
    public Snippet create(String name, String text) {
        String plainName = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^@", "");
        if (!PromptParser.NAME.matcher(plainName).matches()) {
            throw DomainException.RuleViolation.in(
                    "name", "A snippet's name has letters, digits, - and _, beginning with a letter: rim-light.");
        }
        if (snippets.count() >= MOST) {
            throw new DomainException.RuleViolation(
                    "There are " + MOST + " snippets already; delete some that nothing uses.");
        }
        if (snippets.findByName(plainName).isPresent()) {
            throw DomainException.RuleViolation.in(
                    "name", "There is a snippet {@" + plainName + "} already. Change that one.");
        }
        String plain = checked(plainName, text);
        PromptSnippet snippet = new PromptSnippet(plainName, plain, actor.get(), clock.instant());
        try {
            snippets.saveAndFlush(snippet);
        } catch (DataIntegrityViolationException meanwhile) {
            throw new DomainException.Conflict(
                    "Someone else added {@" + plainName + "} a moment ago. Reload the page.", meanwhile);
        }
        auditEvents.publish("snippet.created", subject(snippet), Map.of("text", plain));
        return snippet.asSnippet(0);
    }

    /**
     * Changes the words everywhere.
     *
     * @throws DomainException.Conflict naming who saved in between
     * @throws DomainException.RuleViolation in {@code text}
     */
    @Transactional
    public void edit(SnippetId id, long rowVersion, String text) {
        PromptSnippet snippet = load(id);
        if (snippet.rowVersion() != rowVersion) {
            throw new DomainException.Conflict(snippet.changedByName() + " changed " + "{@" + snippet.name()
                    + "} in the meantime, so nothing was saved. Reload the page to see theirs.");
        }
        String before = snippet.text();
        String after = checked(snippet.name(), text);
        if (after.equals(before)) {
            return;
        }
        snippet.rewrite(after, actor.get(), clock.instant());
        try {
            snippets.saveAndFlush(snippet);
        } catch (OptimisticLockingFailureException meanwhile) {
            throw new DomainException.Conflict("Someone else saved first. Reload the page to see theirs.", meanwhile);
        }
        auditEvents.publish("snippet.changed", subject(snippet), Map.of("text", before), Map.of("text", after));
    }

    /**
     * Deletes a snippet.
     *
     * @throws DomainException.RuleViolation while a template or another snippet names it
     */
    @Transactional
    public void delete(SnippetId id) {
        PromptSnippet snippet = load(id);
        Snippet seen =
                all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(SnippetService::missing);
        boolean inSnippets =
                snippets.findAll().stream().anyMatch(other -> other.text().contains(seen.token()));
        if (seen.usedBy() > 0 || inSnippets) {
            throw new DomainException.RuleViolation(seen.token() + " is still named by "
                    + (seen.usedBy() > 0 ? seen.usedBy() + " template(s)" : "another snippet")
                    + ". Take it out there first; the search of the library finds it.");
        }
        snippets.delete(snippet);
        auditEvents.publish("snippet.deleted", subject(snippet), Map.of("text", snippet.text()), Map.of());
    }

    private String checked(String name, String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty() || plain.length() > Snippet.MAX_TEXT) {
            throw DomainException.RuleViolation.in("text", "A snippet has 1 to " + Snippet.MAX_TEXT + " characters.");
        }
        if (PromptParser.parse("text", plain).tree().all().anyMatch(PromptNode.Slot.class::isInstance)) {
            throw DomainException.RuleViolation.in("text", "A snippet has no slots; only templates have them.");
        }
        Map<String, String> texts = new HashMap<>();
        snippets.findAll().forEach(other -> texts.put(other.name(), other.text()));
        texts.put(name, plain);
        Set<String> variables = TemplateAnalysis.of(new TemplateSource(plain, Map.of(), List.of()), new Snippets(texts))
                .composition()
                .variables();
        List<PromptVariable> described = variables.stream()
                .map(variable -> new PromptVariable(variable, "", List.of()))
                .toList();
        TemplateAnalysis.of(
                        new TemplateSource(PromptSlot.TRIGGER.token() + " {@" + name + "}", Map.of(), described),
                        new Snippets(texts))
                .firstError()
                .ifPresent(problem -> {
                    throw DomainException.RuleViolation.in("text", problem.words());
                });
        PromptParser.parse("text", plain).problems().stream().findFirst().ifPresent(problem -> {
            throw DomainException.RuleViolation.in("text", problem.located());
        });
        return plain;
    }

    private PromptSnippet load(SnippetId id) {
        return snippets.findById(id.value()).orElseThrow(SnippetService::missing);
    }

    private static DomainException.NotFound missing() {
        return new DomainException.NotFound("There is no such snippet, or it was deleted.");
    }

    private static AuditEvent.Subject subject(PromptSnippet snippet) {
        return new AuditEvent.Subject("snippet", snippet.id().value().toString(), snippet.name());
    }
}
