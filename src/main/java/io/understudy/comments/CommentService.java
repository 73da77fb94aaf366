package io.understudy.comments;

import io.understudy.people.MembersOnly;
import io.understudy.people.TeamService;
import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final CommentRows rows;
    private final Map<String, CommentedThings> things;
    private final TeamService team;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CommentService(
            Comments comments,
            CommentRows rows,
            List<CommentedThings> things,
            TeamService team,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.comments = comments;
        this.rows = rows;
        this.things = things.stream().collect(Collectors.toMap(CommentedThings::kind, Function.identity()));
        this.team = team;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /** The latest comments on exactly this subject; those on its parts are subjects of their own. */
    public CommentPage latest(CommentSubject subject, int most) {
        return new CommentPage(rows.latest(subject, most, actor.get().id()), rows.count(subject));
    }

    public List<CommentDetails> all(String kind, String id) {
        return rows.all(kind, id, actor.get().id());
    }

    /** Numbers of comments by part of a thing, parts without comments left out; the whole thing is the empty part. */
    public Map<String, CommentCount> counts(String kind, String id) {
        return rows.counts(kind, id);
    }

    public List<CommentWording> wordings(CommentId id) {
        return rows.wordings(id);
    }

    /**
     * Comments on a thing; people named with an @ are notified.
     *
     * @throws Refusal.NotFound when there is no such thing
     * @throws Refusal.RuleBroken in {@code words} when there are none, or too many
     */
    @Transactional
    public CommentId write(CommentSubject subject, String words) {
        CommentPlace place = place(subject);
        Comment comment = comments.save(new Comment(subject, words, actor.get(), clock.instant()));
        comments.flush();
        tellMentioned(comment, place);
        published("comment.written", comment, place);
        return comment.id();
    }

    /**
     * Edits an own comment, for a quarter of an hour; the earlier wording stays readable. Only people who were not
     * named before are notified.
     *
     * @param seen the row version that the author saw
     * @throws Refusal.Conflict when it was changed or deleted since
     * @throws Refusal.RuleBroken when it is someone else's, or too old, or the words are not acceptable
     */
    @Transactional
    public void edit(CommentId id, long seen, String words) {
        Comment comment = load(id);
        if (comment.rowVersion() != seen) {
            throw new Refusal.Conflict("This comment was changed in another window. Reload the page to see it.");
        }
        String before = comment.words();
        Instant now = clock.instant();
        if (comment.edit(words, actor.get(), now)) {
            CommentPlace place = place(comment.subject());
            rows.keepWording(id, before, now);
            tellMentioned(comment, place);
            published("comment.edited", comment, place);
        }
    }

    /** Deletes the words of an own comment and their earlier wordings; who commented and when stays. */
    @Transactional
    public void delete(CommentId id) {
        Comment comment = load(id);
        comment.delete(actor.get(), clock.instant());
        rows.forgetWordings(id);
        published("comment.deleted", comment, place(comment.subject()));
    }

    @Transactional
    public void resolve(CommentId id) {
        Comment comment = load(id);
        if (comment.resolve(actor.get(), clock.instant())) {
            published("comment.resolved", comment, place(comment.subject()));
        }
    }

    @Transactional
    public void reopen(CommentId id) {
        Comment comment = load(id);
        if (comment.reopen()) {
            published("comment.reopened", comment, place(comment.subject()));
        }
    }

    private void tellMentioned(Comment comment, CommentPlace place) {
        Actor author = actor.get();
        rows.mention(comment.id(), MentionedNames.in(comment.words(), team.active())).stream()
                .filter(person -> !person.id().value().equals(author.id()))
                .map(person -> new Mentioned(comment.id(), place, person.id(), author, comment.words()))
                .forEach(events::publishEvent);
    }

    private void published(String verb, Comment comment, CommentPlace place) {
        CommentSubject subject = comment.subject();
        acts.publish(verb, new Act.Subject(subject.kind(), subject.id(), place.name()));
        events.publishEvent(new CommentsChanged(subject));
    }

    private CommentPlace place(CommentSubject subject) {
        CommentedThings kind = things.get(subject.kind());
        if (kind == null) {
            throw new IllegalArgumentException("Nothing of the kind “" + subject.kind() + "” takes comments");
        }
        return kind.place(subject.id(), subject.part())
                .orElseThrow(() -> new Refusal.NotFound("The thing that this comment is about does not exist."));
    }

    private Comment load(CommentId id) {
        return comments.findById(id.value()).orElseThrow(() -> new Refusal.NotFound("This comment does not exist."));
    }
}
