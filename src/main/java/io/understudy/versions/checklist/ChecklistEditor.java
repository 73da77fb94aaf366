package io.understudy.versions.checklist;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.Sentences;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes new editions of the checklist. Versions that exist keep the edition they were created with. */
@Service
@Transactional(readOnly = true)
public class ChecklistEditor {
    /** As many as there are keys to tick them with. */
    public static final int MOST_ITEMS = 9;

    private static final int REASON_LENGTH = 500;

    private final ChecklistEditionRepository templates;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    ChecklistEditor(ChecklistEditionRepository templates, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.templates = templates;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** The newest first. */
    @MembersOnly
    public Page<ChecklistEdition> editions(Pageable page) {
        return templates.editions(page);
    }

    /** As the newest edition has it that knows it; an item may have been removed since. */
    @MembersOnly
    public Optional<ChecklistItem> item(String key) {
        return templates.item(key);
    }

    /**
     * Makes the next edition: what every version is held to that is created from now on.
     *
     * @param basedOn the edition that was edited
     * @param reason for the person who compares the editions later
     * @throws DomainException.Conflict when someone made an edition meanwhile; nothing is stored then
     * @throws DomainException.RuleViolation when an item could never be ticked, or there is none
     */
    @AdminsOnly
    @Transactional
    public int publish(int basedOn, List<ChecklistItem> items, String reason) {
        String words = Sentences.trimmed(reason);
        if (words.isEmpty() || words.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "reason", "Say in at most %d characters why the checklist changes.".formatted(REASON_LENGTH));
        }
        check(items);
        UUID before = templates.newest();
        int newest = templates.edition(before);
        if (newest != basedOn) {
            throw meanwhile(basedOn, null);
        }
        int next = newest + 1;
        try {
            templates.add(next, items, actor.get(), clock.instant(), words);
        } catch (DuplicateKeyException faster) {
            throw meanwhile(basedOn, faster);
        }
        auditEvents.publish(
                "checklist.published",
                new AuditEvent.Subject("checklist", String.valueOf(next), "checklist edition " + next),
                Map.of("items", inWords(templates.items(before))),
                Map.of("items", inWords(items), "reason", words));
        return next;
    }

    private static void check(List<ChecklistItem> items) {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new DomainException.RuleViolation("A checklist has 1 to " + MOST_ITEMS + " items.");
        }
        Set<String> keys = new HashSet<>();
        items.forEach(item -> {
            item.check();
            if (!keys.add(item.key())) {
                throw new DomainException.RuleViolation("Two items have the key “" + item.key() + "”.");
            }
        });
    }

    private static DomainException.Conflict meanwhile(int basedOn, @Nullable Throwable cause) {
        String words = "Someone published a newer edition while you edited edition %d, so nothing was saved. Reload the"
                + " page to start from theirs.";
        return cause == null
                ? new DomainException.Conflict(words.formatted(basedOn))
                : new DomainException.Conflict(words.formatted(basedOn), cause);
    }

    private static String inWords(List<ChecklistItem> items) {
        return Sentences.list(items.stream().map(ChecklistItem::title).toList());
    }
}
