package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.comments.CommentCount;
import io.understudy.platform.text.Formats;

/** Says how many comments there are on a thing, and opens them. */
public final class CommentsButton extends Button {
    private final String about;

    CommentsButton(String about, Runnable open) {
        super(VaadinIcon.COMMENT_ELLIPSIS_O.create(), event -> open.run());
        this.about = about;
        addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        addClassName("comments-button");
        show(CommentCount.NONE);
    }

    public void show(CommentCount count) {
        boolean any = count.all() > 0;
        setText(any ? Formats.count(count.all()) : "");
        setClassName("comments-open", count.open() > 0);
        setClassName("comments-resolved", any && count.open() == 0);
        String words = any
                ? Formats.plural(count.all(), "comment", "comments") + ", " + Formats.count(count.open()) + " open, on "
                        + about
                : "Comment on " + about;
        setAriaLabel(words);
        setTooltipText(words);
    }
}
