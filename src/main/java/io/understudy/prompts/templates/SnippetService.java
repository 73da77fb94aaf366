package io.understudy.prompts.templates;

import io.understudy.guide.PromptSlot;
import io.understudy.people.MembersAndSystem;
import io.understudy.prompts.language.Analysis;
import io.understudy.prompts.language.Node;
import io.understudy.prompts.language.PromptParser;
import io.understudy.prompts.language.PromptVariable;
import io.understudy.prompts.language.Snippets;
import io.understudy.prompts.language.TemplateSource;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SnippetService {
    /** Every template is checked against all of them, so there is an end. */
    static final int MOST = 300;

    private final PromptSnippets snippets;
    private final JdbcClient jdbc;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    SnippetService(PromptSnippets snippets, JdbcClient jdbc, CurrentActor actor, Acts acts, Clock clock) {
        this.snippets = snippets;
        this.jdbc = jdbc;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    public List<Snippet> all() {
        List<String> texts =
                jdbc.sql("""
                        select text || ' ' || scene || ' ' || lighting || ' ' || camera || ' ' || style
                        from prompt_template where deleted_at is null and search_text like '%{@%'""").query((row, index) -> row.getString(1)).list();
        return snippets.findAllByOrderByNameAsc().stream()
                .map(snippet -> snippet.asSnippet(uses(snippet.name(), texts)))
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
            throw Refusal.RuleBroken.in(
                    "name", "A snippet's name has letters, digits, - and _, beginning with a letter: rim-light.");
        }
        if (snippets.count() >= MOST) {
            throw new Refusal.RuleBroken("There are " + MOST + " snippets already; delete some that nothing uses.");
        }
        if (snippets.findByName(plainName).isPresent()) {
            throw Refusal.RuleBroken.in("name", "There is a snippet {@" + plainName + "} already. Change that one.");
        }
        String plain = checked(plainName, text);
        PromptSnippet snippet = new PromptSnippet(plainName, plain, actor.get(), clock.instant());
        try {
            snippets.saveAndFlush(snippet);
        } catch (DataIntegrityViolationException meanwhile) {
            throw new Refusal.Conflict(
                    "Someone else added {@" + plainName + "} a moment ago. Reload the page.", meanwhile);
        }
        acts.publish("snippet.created", subject(snippet), Map.of("text", plain));
        return snippet.asSnippet(0);
    }

    /**
     * Changes the words everywhere.
     *
     * @throws Refusal.Conflict naming who saved in between
     * @throws Refusal.RuleBroken in {@code text}
     */
    @Transactional
    public void edit(SnippetId id, long rowVersion, String text) {
        PromptSnippet snippet = load(id);
        if (snippet.rowVersion() != rowVersion) {
            throw new Refusal.Conflict(snippet.changedByName() + " changed " + "{@" + snippet.name()
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
            throw new Refusal.Conflict("Someone else saved first. Reload the page to see theirs.", meanwhile);
        }
        acts.publish("snippet.changed", subject(snippet), Map.of("text", before), Map.of("text", after));
    }

    /**
     * Deletes a snippet.
     *
     * @throws Refusal.RuleBroken while a template or another snippet names it
     */
    @Transactional
    public void delete(SnippetId id) {
        PromptSnippet snippet = load(id);
        Snippet seen =
                all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(SnippetService::missing);
        boolean inSnippets =
                snippets.findAll().stream().anyMatch(other -> other.text().contains(seen.token()));
        if (seen.usedBy() > 0 || inSnippets) {
            throw new Refusal.RuleBroken(seen.token() + " is still named by "
                    + (seen.usedBy() > 0 ? seen.usedBy() + " template(s)" : "another snippet")
                    + ". Take it out there first; the search of the library finds it.");
        }
        snippets.delete(snippet);
        acts.publish("snippet.deleted", subject(snippet), Map.of("text", snippet.text()), Map.of());
    }

    private String checked(String name, String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty() || plain.length() > Snippet.MAX_TEXT) {
            throw Refusal.RuleBroken.in("text", "A snippet has 1 to " + Snippet.MAX_TEXT + " characters.");
        }
        if (PromptParser.parse("text", plain).tree().all().anyMatch(Node.Slot.class::isInstance)) {
            throw Refusal.RuleBroken.in("text", "A snippet has no slots; only templates have them.");
        }
        Map<String, String> texts = new HashMap<>();
        snippets.findAll().forEach(other -> texts.put(other.name(), other.text()));
        texts.put(name, plain);
        Set<String> variables = Analysis.of(new TemplateSource(plain, Map.of(), List.of()), new Snippets(texts))
                .composition()
                .variables();
        List<PromptVariable> described = variables.stream()
                .map(variable -> new PromptVariable(variable, "", List.of()))
                .toList();
        Analysis.of(
                        new TemplateSource(PromptSlot.TRIGGER.token() + " {@" + name + "}", Map.of(), described),
                        new Snippets(texts))
                .firstError()
                .ifPresent(problem -> {
                    throw Refusal.RuleBroken.in("text", problem.words());
                });
        PromptParser.parse("text", plain).problems().stream().findFirst().ifPresent(problem -> {
            throw Refusal.RuleBroken.in("text", problem.located());
        });
        return plain;
    }

    private PromptSnippet load(SnippetId id) {
        return snippets.findById(id.value()).orElseThrow(SnippetService::missing);
    }

    private static Refusal.NotFound missing() {
        return new Refusal.NotFound("There is no such snippet, or it was deleted.");
    }

    private static Act.Subject subject(PromptSnippet snippet) {
        return new Act.Subject("snippet", snippet.id().value().toString(), snippet.name());
    }
}
