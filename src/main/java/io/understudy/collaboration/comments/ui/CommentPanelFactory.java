package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.comments.CommentCount;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSignals;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import java.time.Clock;
import java.util.Map;

@org.springframework.stereotype.Component
public class CommentPanelFactory {
    private final CommentService comments;
    private final CommentSignals signals;
    private final TeamService team;
    private final Clock clock;

    CommentPanelFactory(CommentService comments, CommentSignals signals, TeamService team, Clock clock) {
        this.comments = comments;
        this.signals = signals;
        this.team = team;
        this.clock = clock;
    }

    public Component panel(CommentSubject subject) {
        return new CommentsPanel(comments, signals, team, clock, subject);
    }

    public Component button(CommentSubject subject, CommentCount count, String about) {
        Button button = new Button(VaadinIcon.COMMENT_ELLIPSIS_O.create(), event -> open(subject, about));
        if (count.all() > 0) {
            button.setText(Formats.count(count.all()));
            button.addClassName(count.open() > 0 ? "comments-open" : "comments-resolved");
        }
        String words = count.all() == 0
                ? "Comment on " + about
                : Formats.plural(count.all(), "comment", "comments") + ", " + Formats.count(count.open()) + " open, on "
                        + about;
        button.setAriaLabel(words);
        button.setTooltipText(words);
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("comments-button");
        return button;
    }

    public void open(CommentSubject subject, String about) {
        Dialog dialog = new Dialog("Comments on " + about);
        dialog.setWidth("36rem");
        dialog.add(panel(subject));
        dialog.getFooter().add(new Button("Close", event -> dialog.close()));
        dialog.open();
    }

    public Map<String, CommentCount> counts(String kind, String id) {
        return comments.counts(kind, id);
    }

    public LiveValue<Long> changes(String kind, String id) {
        return signals.of(kind, id);
    }
}
