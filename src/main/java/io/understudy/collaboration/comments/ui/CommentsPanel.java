package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.ScrollIntoViewOption;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentId;
import io.understudy.collaboration.comments.CommentPage;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSignals;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What others write while a person types here is offered: it would move the field. */
class CommentsPanel extends Div {
    static final int STEP = 20;

    private final transient CommentService comments;
    private final transient Clock clock;
    private final transient CommentSubject subject;
    private final transient List<String> names;
    private final transient Map<CommentId, CommentItem> lines = new HashMap<>();
    private final Div list = Styled.div("comment-list");
    private final ChangeOffer offer = new ChangeOffer("comments", this::fill);
    private final MentionField field;
    private transient CommentPage shown = new CommentPage(List.of(), 0);
    private int most = STEP;
    private boolean focused;

    CommentsPanel(
            CommentService comments, CommentSignals signals, TeamService team, Clock clock, CommentSubject subject) {
        this.comments = comments;
        this.clock = clock;
        this.subject = subject;
        this.names = team.active().stream().map(Person::name).distinct().toList();
        this.field = new MentionField("Comment", names);
        addClassName("comments");
        LiveUpdate.refresh(this, signals.of(subject.kind(), subject.id()), this::follow);
        add(list, offer, composer());
        fill();
    }

    private Div composer() {
        Button send = new Button("Add comment");
        send.setTooltipText("Ctrl+Enter in the field does the same");
        field.sendsWith(send);
        field.area().addFocusListener(event -> focused = true);
        field.area().addBlurListener(event -> focused = false);
        field.area().setPlaceholder("Add a comment; @mention notifies someone");
        field.area().setMinRows(2);
        DraftKeeper draft = new DraftKeeper(draftKey(), field);
        send.addClickListener(event -> {
            if (ErrorMessages.guard(
                    field.area(), () -> comments.write(subject, field.area().getValue()))) {
                field.area().clear();
                draft.saved();
                fill();
                // The comment pushes the field down.
                field.area().scrollIntoView(ScrollIntoViewOption.Block.NEAREST);
            }
        });
        return Styled.div("comment-composer", draft, send);
    }

    private String draftKey() {
        String whole = "comment/" + subject.kind() + "/" + subject.id();
        return subject.part().isEmpty() ? whole : whole + "/" + subject.part();
    }

    private void follow() {
        CommentPage now = comments.latest(subject, most);
        if (now.equals(shown)) {
            offer.withdraw();
        } else if (!isTyping()) {
            show(now);
        } else if (now.total() > shown.total()) {
            offer.offer(now.total() - shown.total(), "new comment", "new comments");
        } else {
            long changed = now.comments().stream()
                    .filter(comment -> !shown.comments().contains(comment))
                    .count();
            offer.offer(changed, "changed comment", "changed comments");
        }
    }

    private boolean isTyping() {
        return focused
                || !field.area().isEmpty()
                || lines.values().stream().anyMatch(line -> line.isAttached() && line.isEditing());
    }

    private void fill() {
        show(comments.latest(subject, most));
    }

    private void show(CommentPage page) {
        shown = page;
        offer.withdraw();
        list.removeAll();
        if (page.earlier() > 0) {
            list.add(earlier(page.earlier()));
        }
        if (page.comments().isEmpty()) {
            list.getElement().removeAttribute("role");
            list.add(new Hint("No comments yet."));
        } else {
            list.getElement().setAttribute("role", "list");
        }
        page.comments().forEach(comment -> list.add(line(comment)));
    }

    private CommentItem line(CommentDetails comment) {
        CommentItem before = lines.get(comment.id());
        if (before != null && before.isEditing()) {
            return before;
        }
        CommentItem line = new CommentItem(comments, clock, names, comment, this::fill);
        lines.put(comment.id(), line);
        return line;
    }

    private Button earlier(long count) {
        Button button = Buttons.inline(
                "Show " + Formats.plural(Math.min(STEP, count), "earlier comment", "earlier comments"), event -> {
                    most += STEP;
                    fill();
                });
        return button;
    }
}
