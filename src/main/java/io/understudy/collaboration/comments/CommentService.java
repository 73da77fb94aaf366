package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListPlace;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Comments on everything that a feature opens to them. The audit trail records that a comment was written, never its
 * words.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class CommentService {
    private final Comments comments;
    private final CommentRepository repository;
    private final Map<String, CommentableType> things;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CommentService(
            Comments comments,
            CommentRepository repository,
            List<CommentableType> things,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.comments = comments;
        this.repository = repository;
        this.things = things.stream().collect(Collectors.toMap(CommentableType::kind, Function.identity()));
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** The latest comments on exactly this subject; those on its parts are subjects of their own. */
    public CommentPage latest(CommentSubject subject, int most) {
        return new CommentPage(repository.latest(subject, most, actor.get().id()), repository.count(subject));
    }

    /**
     * The comments on exactly this subject, the newest first.
     *
     * @param after the place behind which they begin; null for the newest
     */
    public List<CommentDetails> before(CommentSubject subject, @Nullable ListPlace<Instant, UUID> after, int most) {
        return repository.before(
                subject,
                after == null ? ListPlace.LATEST : after,
                most,
                actor.get().id());
    }

    /** @throws DomainException.NotFound when there is none */
    public CommentDetails get(CommentId id) {
        return repository.get(load(id), actor.get().id());
    }

    public List<CommentDetails> all(String kind, String id) {
        return repository.all(kind, id, actor.get().id());
    }

    /** Who commented on a thing or its parts, as far as their words can still be read. */
    @MembersAndSystem
    public Set<AccountId> authors(String kind, String id) {
        return repository.authors(kind, id);
    }

    /** Numbers of comments by part of a thing, parts without comments left out; the whole thing is the empty part. */
    public Map<String, CommentCount> counts(String kind, String id) {
        return repository.counts(kind, id);
    }

    public List<CommentRevision> wordings(CommentId id) {
        return repository.wordings(id);
    }

    /**
     * Comments on a thing. People named with an @ are notified, and so are those who have a part in the thing or
     * commented on the same part of it before; where it is one conversation, on any part.
     *
     * @throws DomainException.NotFound when there is no such thing
     * @throws DomainException.RuleViolation in {@code words} when there are none, or too many
     */
    @Transactional
    public CommentId write(CommentSubject subject, String words) {
        CommentLocation place = place(subject);
        Comment comment = comments.save(new Comment(subject, words, actor.get(), clock.instant()));
        comments.flush();
        List<Person> mentioned = tellMentioned(comment, place);
        tellConcerned(comment, place, mentioned);
        published("comment.written", comment, place);
        events.publishEvent(new CommentWritten(comment.id(), subject, place, actor.get()));
        return comment.id();
    }

    /**
     * Edits an own comment, for a quarter of an hour; the earlier wording stays readable. Only people who were not
     * named before are notified.
     *
     * @param seen the row version that the author saw
     * @throws DomainException.Conflict when it was changed or deleted since
     * @throws DomainException.RuleViolation when it is someone else's, or too old, or the words are not acceptable
     */
    @Transactional
    public void edit(CommentId id, long seen, String words) {
        Comment comment = load(id);
        if (comment.rowVersion() != seen) {
            throw new DomainException.Conflict(
                    "This comment was changed in another window. Reload the page to see it.");
        }
        String before = comment.words();
        Instant now = clock.instant();
        if (comment.edit(words, actor.get(), now)) {
            CommentLocation place = place(comment.subject());
            repository.keepWording(id, before, now);
            tellMentioned(comment, place);
            published("comment.edited", comment, place);
        }
    }

    /** Deletes the words of an own comment and their earlier wordings; who commented and when stays. */
    @Transactional
    public void delete(CommentId id) {
        Comment comment = load(id);
        comment.delete(actor.get(), clock.instant());
        repository.forgetWordings(id);
        published("comment.deleted", comment, place(comment.subject()));
    }

    @Transactional
    public void resolve(CommentId id) {
        Comment comment = load(id);
        if (comment.resolve(actor.get(), clock.instant())) {
            CommentLocation place = place(comment.subject());
            tell(Set.of(comment.author()), comment, "%s resolved your comment on %s", place);
            published("comment.resolved", comment, place);
        }
    }

    @Transactional
    public void reopen(CommentId id) {
        Comment comment = load(id);
        if (comment.reopen()) {
            published("comment.reopened", comment, place(comment.subject()));
        }
    }

    private List<Person> tellMentioned(Comment comment, CommentLocation place) {
        Actor author = actor.get();
        List<Person> mentioned = repository.mention(comment.id(), MentionParser.in(comment.words(), team.active()));
        mentioned.stream()
                .filter(person -> !person.id().value().equals(author.id()))
                .map(person -> new PersonMentioned(comment.id(), place, person.id(), author, comment.words()))
                .forEach(events::publishEvent);
        return mentioned;
    }

    private void tellConcerned(Comment comment, CommentLocation place, List<Person> mentioned) {
        CommentSubject subject = comment.subject();
        CommentableType type = typeOf(subject);
        Set<AccountId> concerned = new HashSet<>(type.concerned(subject.id()));
        concerned.addAll(
                type.isOneConversation()
                        ? repository.authors(subject.kind(), subject.id())
                        : repository.authors(subject));
        mentioned.forEach(person -> concerned.remove(person.id()));
        tell(concerned, comment, "%s commented on %s", place);
    }

    private void tell(Set<AccountId> people, Comment comment, String title, CommentLocation place) {
        Actor by = actor.get();
        team.active().stream()
                .map(Person::id)
                .filter(person -> people.contains(person) && !person.value().equals(by.id()))
                .forEach(person -> events.publishEvent(
                        new CommentNews(person, title.formatted(by.name(), place.name()), comment.words(), place)));
    }

    private void published(String verb, Comment comment, CommentLocation place) {
        CommentSubject subject = comment.subject();
        auditEvents.publish(verb, new AuditEvent.Subject(subject.kind(), subject.id(), place.name()));
        events.publishEvent(new CommentsChanged(subject));
    }

    private CommentLocation place(CommentSubject subject) {
        return typeOf(subject)
                .place(subject.id(), subject.part())
                .orElseThrow(
                        () -> new DomainException.NotFound("The thing that this comment is about does not exist."));
    }

    private CommentableType typeOf(CommentSubject subject) {
        CommentableType type = things.get(subject.kind());
        if (type == null) {
            throw new IllegalArgumentException("Nothing of the kind “" + subject.kind() + "” takes comments");
        }
        return type;
    }

    private Comment load(CommentId id) {
        return comments.findById(id.value())
                .orElseThrow(() -> new DomainException.NotFound("This comment does not exist."));
    }
}
