package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.DomainException;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "subject_comment")
class Comment extends Aggregate {
    static final int LENGTH = 4000;
    static final Duration EDITABLE = Duration.ofMinutes(15);

    private String subjectKind;
    private String subjectId;
    private String subjectPart;
    private String words;
    private UUID writtenBy;
    private String authorName;
    private Instant writtenAt;
    private @Nullable Instant editedAt;
    private @Nullable Instant deletedAt;
    private @Nullable Instant resolvedAt;
    private @Nullable String resolvedName;

    @SuppressWarnings("NullAway.Init")
    protected Comment() {}

    Comment(CommentSubject subject, String words, Actor author, Instant at) {
        super(UUID.randomUUID());
        this.subjectKind = subject.kind();
        this.subjectId = subject.id();
        this.subjectPart = subject.part();
        this.words = checked(words);
        this.writtenBy = author.id();
        this.authorName = author.name();
        this.writtenAt = at;
    }

    CommentId id() {
        return new CommentId(getId());
    }

    CommentSubject subject() {
        return new CommentSubject(subjectKind, subjectId, subjectPart);
    }

    AccountId author() {
        return new AccountId(writtenBy);
    }

    String words() {
        return words;
    }

    /** @return whether the words have changed */
    boolean edit(String newWords, Actor by, Instant at) {
        refuseUnlessOwn(by);
        if (at.isAfter(writtenAt.plus(EDITABLE))) {
            throw DomainException.RuleViolation.in(
                    "words",
                    "A comment can be edited for " + EDITABLE.toMinutes()
                            + " minutes, because others may have answered it since. Write a new comment instead.");
        }
        String text = checked(newWords);
        if (text.equals(words)) {
            return false;
        }
        words = text;
        editedAt = at;
        return true;
    }

    void delete(Actor by, Instant at) {
        refuseUnlessOwn(by);
        words = "";
        deletedAt = at;
    }

    /** @return whether it was open until now */
    boolean resolve(Actor by, Instant at) {
        refuseIfDeleted();
        if (resolvedAt != null) {
            return false;
        }
        resolvedAt = at;
        resolvedName = by.name();
        return true;
    }

    /** @return whether it was resolved until now */
    boolean reopen() {
        refuseIfDeleted();
        boolean wasResolved = resolvedAt != null;
        resolvedAt = null;
        resolvedName = null;
        return wasResolved;
    }

    private void refuseUnlessOwn(Actor by) {
        if (!writtenBy.equals(by.id())) {
            throw new DomainException.RuleViolation(
                    "Only " + authorName + ", who wrote this comment, can change or delete it.");
        }
        refuseIfDeleted();
    }

    private void refuseIfDeleted() {
        if (deletedAt != null) {
            throw new DomainException.Conflict("This comment has already been deleted.");
        }
    }

    private static String checked(String words) {
        String text = words.strip();
        if (text.isEmpty() || text.length() > LENGTH) {
            throw DomainException.RuleViolation.in("words", "A comment has 1 to " + LENGTH + " characters.");
        }
        return text;
    }
}
