package io.understudy.comparison;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notes on comparisons. They belong to the set of runs, whatever the order or the base run. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class ComparisonNoteService {
    private static final int LENGTH = 4000;
    private static final int PATH_LENGTH = 2000;
    private static final int MOST = 100;

    private final TypedJdbcClient client;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    ComparisonNoteService(TypedJdbcClient client, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.client = client;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** The notes on these runs, oldest first; the newest hundred where there are more. */
    public List<ComparisonNote> of(Collection<Long> runs) {
        return client.sql("""
                        select id, words, view_path, author_name, written_at, written_by = ? as mine from comparison_note
                        where runs = ? order by written_at desc, id limit ?""")
                .params(actor.get().id(), key(runs), MOST)
                .query(ComparisonNote.class)
                .list()
                .reversed();
    }

    /**
     * Writes a note.
     *
     * @param viewPath the address of the comparison as the author sees it now
     * @throws DomainException.RuleViolation in {@code words} when there are none, or too many
     */
    @Transactional
    public void write(Collection<Long> runs, String words, String viewPath) {
        String text = words.strip();
        if (text.isEmpty() || text.length() > LENGTH) {
            throw DomainException.RuleViolation.in("words", "A note has 1 to " + LENGTH + " characters.");
        }
        if (viewPath.length() > PATH_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "words", "This comparison's address is too long to be kept with a note.");
        }
        Actor me = actor.get();
        client.sql("insert into comparison_note (id, runs, words, view_path, written_by, author_name, written_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), key(runs), text, viewPath, me.id(), me.name(), clock.instant())
                .update();
        auditEvents.publish("comparison.noted", subject(key(runs)), Map.of("note", text));
    }

    @Transactional
    public void delete(UUID id) {
        UUID me = actor.get().id();
        String runs = client.sql("select runs from comparison_note where id = ? and written_by = ?")
                .params(id, me)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new DomainException.NotFound("This note is not yours, or it was already deleted."));
        client.sql("delete from comparison_note where id = ?").param(id).update();
        auditEvents.publish("comparison.note-deleted", subject(runs));
    }

    private static AuditEvent.Subject subject(String key) {
        return new AuditEvent.Subject("comparison", key, "comparison of runs " + key.replace(",", ", "));
    }

    private static String key(Collection<Long> runs) {
        return runs.stream().sorted().distinct().map(String::valueOf).collect(Collectors.joining(","));
    }
}
