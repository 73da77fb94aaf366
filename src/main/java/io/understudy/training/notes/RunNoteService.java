package io.understudy.training.notes;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class RunNoteService {
    public static final int LENGTH = 2000;

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,29}");
    private static final int MOST_TAGS = 12;

    private final RunNoteRepository repository;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    RunNoteService(RunNoteRepository repository, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.repository = repository;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public RunNote note(RunId run) {
        return repository
                .note(run)
                .orElseThrow(() -> new DomainException.NotFound("There is no such run, or it was deleted."));
    }

    /** The notes of runs that have one. */
    public Map<RunId, String> texts(Collection<RunId> runs) {
        return repository.texts(runs);
    }

    /**
     * Changes a note; an empty text removes it.
     *
     * @param revision of the note that the person changed
     * @throws DomainException.Conflict when someone else changed it since
     * @throws DomainException.RuleViolation in {@code note} when it is too long
     */
    @Transactional
    public void write(RunId run, long revision, String text) {
        String note = text.strip();
        require(note.length() <= LENGTH, "note", "A note has at most " + LENGTH + " characters.");
        RunNote before = note(run);
        if (before.revision() == revision && before.text().equals(note)) {
            return;
        }
        if (!repository.write(run, revision, note, actor.get(), clock.instant())) {
            throw new DomainException.Conflict("Someone else saved first. Reload the page to see their note.");
        }
        auditEvents.publish("run.note-changed", subject(before), Map.of("note", before.text()), Map.of("note", note));
    }

    public List<String> tags(RunId run) {
        return tags(List.of(run)).getOrDefault(run, List.of());
    }

    /** The tags of runs that have some, in the order of the alphabet. */
    public Map<RunId, List<String>> tags(Collection<RunId> runs) {
        return repository.tags(runs);
    }

    public List<String> knownTags() {
        return repository.knownTags();
    }

    /** @throws DomainException.RuleViolation in {@code tags} when this cannot be one, or the run has too many */
    @Transactional
    public void tag(RunId run, String tag) {
        String name = tagName(tag);
        if (!TAG.matcher(name).matches()) {
            throw DomainException.RuleViolation.in(
                    "tags", "“" + tag + "” cannot be a tag. Use 1 to 30 letters, digits, spaces and . _ -");
        }
        RunNote of = note(run);
        if (repository.tag(run, name)) {
            require(tags(run).size() <= MOST_TAGS, "tags", "A run has at most " + MOST_TAGS + " tags.");
            auditEvents.publish("run.tagged", subject(of), Map.of("tag", name));
        }
    }

    @Transactional
    public void removeTag(RunId run, String tag) {
        RunNote of = note(run);
        if (repository.removeTag(run, tag)) {
            auditEvents.publish("run.tag-removed", subject(of), Map.of("tag", tag), Map.of());
        }
    }

    /** A tag as it is kept, whatever way it was typed. */
    public static String tagName(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static AuditEvent.Subject subject(RunNote note) {
        return new AuditEvent.Subject("run", Long.toString(note.number()), "Run " + note.number());
    }
}
