package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentId;
import io.understudy.collaboration.comments.CommentPage;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.identity.Person;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.RefreshOnChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class CommentsPanel extends Div {
    static final int STEP = 20;

    private final transient CommentPanelContext desk;
    private final transient CommentSubject subject;
    private final transient List<String> names;
    private final transient Map<CommentId, CommentItem> lines = new HashMap<>();
    private final Div list = new Div();
    private int most = STEP;

    CommentsPanel(CommentPanelContext desk, CommentSubject subject) {
        this.desk = desk;
        this.subject = subject;
        this.names = desk.team().active().stream().map(Person::name).distinct().toList();
        addClassName("comments");
        list.addClassName("comment-list");
        list.getElement().setAttribute("role", "list");
        RefreshOnChange.of(this, desk.signals().of(subject.kind(), subject.id()), this::fill);
        add(list, composer());
        fill();
    }

    private Div composer() {
        Button send = new Button("Add comment");
        send.setTooltipText("Ctrl+Enter in the field does the same");
        MentionField field = new MentionField("Comment", names).sendsWith(send);
        field.area().setPlaceholder("Add a comment; @mention notifies someone");
        field.area().setMinRows(2);
        DraftKeeper draft = new DraftKeeper("comment/" + subject.kind() + "/" + subject.id(), field);
        send.addClickListener(event -> {
            if (ErrorMessages.guard(
                    field.area(),
                    () -> desk.comments().write(subject, field.area().getValue()))) {
                field.area().clear();
                draft.saved();
                fill();
            }
        });
        Div composer = new Div(draft, send);
        composer.addClassName("comment-composer");
        return composer;
    }

    private void fill() {
        CommentPage page = desk.comments().latest(subject, most);
        list.removeAll();
        if (page.earlier() > 0) {
            list.add(earlier(page.earlier()));
        }
        if (page.comments().isEmpty()) {
            Paragraph nothing = new Paragraph("No comments yet.");
            nothing.addClassName("secondary-text");
            list.add(nothing);
        }
        page.comments().forEach(comment -> list.add(line(comment)));
    }

    private CommentItem line(CommentDetails comment) {
        CommentItem before = lines.get(comment.id());
        if (before != null && before.isEditing()) {
            return before;
        }
        CommentItem line = new CommentItem(desk, names, comment, this::fill);
        lines.put(comment.id(), line);
        return line;
    }

    private Button earlier(long count) {
        Button button = new Button(
                "Show " + Formats.plural(Math.min(STEP, count), "earlier comment", "earlier comments"), event -> {
                    most += STEP;
                    fill();
                });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }
}
