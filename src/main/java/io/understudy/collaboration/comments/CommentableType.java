package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import java.util.Collection;
import java.util.Optional;

/** A feature's things that people may comment on; the feature provides it as a bean. */
public interface CommentableType {
    String kind();

    /**
     * What a subject is called and where it is found; called with the rights of the person who comments.
     *
     * @param part empty for the whole thing
     * @return empty when there is no such thing or part
     */
    Optional<CommentLocation> place(String id, String part);

    /** Who has a part in the thing, and so is notified of every comment on it and its parts. */
    Collection<AccountId> concerned(String id);

    /** Whether a person who commented on one part is notified of comments on the others, too. */
    default boolean isOneConversation() {
        return false;
    }
}
