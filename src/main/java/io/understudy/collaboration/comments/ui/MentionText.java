package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.platform.ui.Styled;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MentionText {
    private MentionText() {}

    static Div of(CommentDetails comment) {
        List<String> longestFirst = comment.mentions().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        Div all = Styled.div("comment-words");
        String words = comment.words();
        int from = 0;
        for (int at = words.indexOf('@'); at >= 0; at = words.indexOf('@', at + 1)) {
            Optional<String> name = nameAt(words, at + 1, longestFirst);
            if (name.isPresent()) {
                int end = at + 1 + name.get().length();
                all.add(new Span(words.substring(from, at)), Styled.span("mention", words.substring(at, end)));
                from = end;
            }
        }
        all.add(new Span(words.substring(from)));
        return all;
    }

    private static Optional<String> nameAt(String words, int from, List<String> names) {
        return names.stream()
                .filter(name -> words.regionMatches(true, from, name, 0, name.length()))
                .findFirst();
    }
}
