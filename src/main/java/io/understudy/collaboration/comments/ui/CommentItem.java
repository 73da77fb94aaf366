package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import java.util.List;

class CommentItem extends Div {
    private final transient CommentPanelContext desk;
    private final transient List<String> names;
    private final transient CommentDetails comment;
    private final transient Runnable changed;
    private final Div body = new Div();
    private boolean editing;

    CommentItem(CommentPanelContext desk, List<String> names, CommentDetails comment, Runnable changed) {
        this.desk = desk;
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
        body.addClassName("comment-body");
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
            Paragraph gone = new Paragraph("Deleted by its author.");
            gone.addClassName("secondary-text");
            body.add(gone);
            return;
        }
        body.add(MentionText.of(comment), actions());
    }

    private Component head() {
        Span author = new Span(comment.author());
        author.addClassName("comment-author");
        Div head = new Div(author, new RelativeTime(comment.writtenAt()));
        head.addClassName("comment-head");
        if (comment.editedAt() != null && !comment.deleted()) {
            Button trace = small("edited", this::showWordings);
            trace.setTooltipText("Edited " + Formats.exact(comment.editedAt()) + ": show earlier wordings");
            head.add(trace);
        }
        if (comment.resolved() && !comment.deleted()) {
            StateBadge resolved =
                    new StateBadge("resolved by " + comment.resolvedBy(), BadgeTone.GOOD, VaadinIcon.CHECK);
            if (comment.resolvedAt() != null) {
                resolved.setTitle(Formats.exact(comment.resolvedAt()));
            }
            head.add(resolved);
        }
        return head;
    }

    private Component actions() {
        Div actions = new Div();
        actions.addClassName("comment-actions");
        actions.add(
                comment.resolved()
                        ? small("Reopen", () -> take(() -> desk.comments().reopen(comment.id())))
                        : small("Resolve", () -> take(() -> desk.comments().resolve(comment.id()))));
        if (comment.mine()) {
            if (desk.clock().instant().isBefore(comment.editableUntil())) {
                actions.add(small("Edit", this::edit));
            }
            actions.add(small("Delete", this::askToDelete));
        }
        return actions;
    }

    private void edit() {
        editing = true;
        Button save = small("Save", () -> {});
        MentionField field = new MentionField("Edit comment", names).sendsWith(save);
        TextArea area = field.area();
        area.setValue(comment.words());
        area.focus();
        DraftKeeper draft = new DraftKeeper("comment-edit/" + comment.id(), field);
        save.addClickListener(event -> {
            if (ErrorMessages.guard(
                    area, () -> desk.comments().edit(comment.id(), comment.rowVersion(), area.getValue()))) {
                editing = false;
                draft.saved();
                changed.run();
            }
        });
        Div actions = new Div(save, small("Cancel", () -> {
            editing = false;
            changed.run();
        }));
        actions.addClassName("comment-actions");
        body.removeAll();
        body.add(head(), draft, actions);
    }

    private void askToDelete() {
        ConfirmDialog dialog = new ConfirmDialog(
                "Delete your comment?",
                "Its text is deleted permanently. That you commented here stays visible.",
                "Delete comment",
                event -> take(() -> desk.comments().delete(comment.id())));
        dialog.setConfirmButtonTheme("error primary");
        dialog.setCancelable(true);
        dialog.open();
    }

    private void showWordings() {
        Dialog dialog = new Dialog("Earlier wordings");
        dialog.setWidth("32rem");
        desk.comments().wordings(comment.id()).forEach(wording -> {
            Span until = new Span("until " + Formats.exact(wording.replacedAt()));
            until.addClassName("secondary-text");
            Paragraph words = new Paragraph(wording.words());
            words.addClassName("comment-words");
            dialog.add(until, words);
        });
        dialog.getFooter().add(new Button("Close", event -> dialog.close()));
        dialog.open();
    }

    private void take(Runnable step) {
        ErrorMessages.guard(step);
        changed.run();
    }

    private static Button small(String words, Runnable action) {
        Button button = new Button(words, event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }
}
