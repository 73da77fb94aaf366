package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.support.TestState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

public class FakeCommentableType implements CommentableType, TestState {
    public static final CommentSubject THERE = CommentSubject.of("told", "there");

    List<AccountId> makers = List.of();

    @Override
    public String kind() {
        return "told";
    }

    @Override
    public Optional<CommentLocation> place(String id, String part) {
        return THERE.id().equals(id)
                ? Optional.of(new CommentLocation(("Told thing " + part).strip(), "told/there"))
                : Optional.empty();
    }

    @Override
    public Collection<AccountId> concerned(String id) {
        return makers;
    }

    @Override
    public void reset() {
        makers = List.of();
    }
}
