package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import io.understudy.collaboration.comments.CommentCount;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSignals;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.LiveValue;
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

    public CommentsButton button(CommentSubject subject, String about) {
        return new CommentsButton(about, () -> open(subject, about));
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
