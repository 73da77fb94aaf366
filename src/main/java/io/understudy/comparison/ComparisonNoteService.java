package io.understudy.comparison;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
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

    private final ComparisonNoteRepository notes;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    ComparisonNoteService(ComparisonNoteRepository notes, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.notes = notes;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** The notes on these runs, oldest first; the newest hundred where there are more. */
    public List<ComparisonNote> of(Collection<Long> runs) {
        return notes.latest(key(runs), actor.get().id(), MOST).reversed();
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
        notes.add(key(runs), text, viewPath, actor.get(), clock.instant());
        auditEvents.publish("comparison.noted", subject(key(runs)), Map.of("note", text));
    }

    @Transactional
    public void delete(UUID id) {
        String runs = notes.runs(id, actor.get().id())
                .orElseThrow(() -> new DomainException.NotFound("This note is not yours, or it was already deleted."));
        notes.remove(id);
        auditEvents.publish("comparison.note-deleted", subject(runs));
    }

    private static AuditEvent.Subject subject(String key) {
        return new AuditEvent.Subject("comparison", key, "comparison of runs " + key.replace(",", ", "));
    }

    private static String key(Collection<Long> runs) {
        return runs.stream().sorted().distinct().map(String::valueOf).collect(Collectors.joining(","));
    }
}
