package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.time.Clock;
import java.util.List;

class CommentItem extends Div {
    private final transient CommentService comments;
    private final transient Clock clock;
    private final transient List<String> names;
    private final transient CommentDetails comment;
    private final transient Runnable changed;
    private final Div body = Styled.div("comment-body");
    private boolean editing;

    CommentItem(CommentService comments, Clock clock, List<String> names, CommentDetails comment, Runnable changed) {
        this.comments = comments;
        this.clock = clock;
        this.names = names;
        this.comment = comment;
        this.changed = changed;
        addClassName("comment");
        getElement().setAttribute("role", "listitem");
        if (comment.resolved()) {
            addClassName("comment-resolved");
        }
        Avatar avatar = new Avatar(comment.author());
        avatar.getElement().setAttribute("aria-hidden", "true");
        add(avatar, body);
        read();
    }

    boolean isEditing() {
        return editing;
    }

    private void read() {
        editing = false;
        body.removeAll();
        body.add(head());
        if (comment.deleted()) {
            body.add(new Hint("Deleted by its author."));
            return;
        }
        body.add(MentionText.of(comment), actions());
    }

    private Component head() {
        Div head = Styled.div(
                "comment-head", Styled.span("comment-author", comment.author()), new RelativeTime(comment.writtenAt()));
        if (comment.editedAt() != null && !comment.deleted()) {
            Button trace = Buttons.inline("edited", this::showWordings);
            trace.setTooltipText("Edited " + BrowserTime.exact(comment.editedAt()) + ": show earlier wordings");
            head.add(trace);
        }
        if (comment.resolved() && !comment.deleted()) {
            StateBadge resolved =
                    new StateBadge("resolved by " + comment.resolvedBy(), BadgeTone.GOOD, VaadinIcon.CHECK);
            if (comment.resolvedAt() != null) {
                resolved.setTitle(BrowserTime.exact(comment.resolvedAt()));
            }
            head.add(resolved);
        }
        return head;
    }

    private Component actions() {
        Div actions = Styled.div("comment-actions");
        actions.add(
                comment.resolved()
                        ? Buttons.inline("Reopen", () -> take(() -> comments.reopen(comment.id())))
                        : Buttons.inline("Resolve", () -> take(() -> comments.resolve(comment.id()))));
        if (comment.mine()) {
            if (clock.instant().isBefore(comment.editableUntil())) {
                actions.add(Buttons.inline("Edit", this::edit));
            }
            actions.add(Buttons.inline("Delete", this::askToDelete));
        }
        return actions;
    }

    private void edit() {
        editing = true;
        Button save = Buttons.inline("Save", () -> {});
        MentionField field = new MentionField("Edit comment", names).sendsWith(save);
        TextArea area = field.area();
        area.setValue(comment.words());
        area.focus();
        DraftKeeper draft = new DraftKeeper("comment-edit/" + comment.id(), field);
        save.addClickListener(event -> {
            if (ErrorMessages.guard(area, () -> comments.edit(comment.id(), comment.rowVersion(), area.getValue()))) {
                editing = false;
                draft.saved();
                changed.run();
            }
        });
        Div actions = Styled.div("comment-actions", save, Buttons.inline("Cancel", () -> {
            editing = false;
            changed.run();
        }));
        body.removeAll();
        body.add(head(), draft, actions);
    }

    private void askToDelete() {
        Confirmation.ofLoss(
                        "Delete your comment?",
                        "Its text is deleted permanently. That you commented here stays visible.",
                        "Delete comment",
                        () -> take(() -> comments.delete(comment.id())))
                .open();
    }

    private void showWordings() {
        Dialog dialog = new Dialog("Earlier wordings");
        dialog.setWidth("32rem");
        comments.wordings(comment.id()).forEach(wording -> {
            Span until = Hint.inline("Until " + BrowserTime.exact(wording.replacedAt()));
            Paragraph words = new Paragraph(wording.words());
            words.addClassName("comment-words");
            dialog.add(new Div(until, words));
        });
        dialog.getFooter().add(new Button("Close", event -> dialog.close()));
        dialog.open();
    }

    private void take(Runnable step) {
        ErrorMessages.guard(step);
        changed.run();
    }
}
