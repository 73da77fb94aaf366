package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.review.ReviewInboxLine;
import java.time.Instant;

class ReviewRow extends Div {
    private final transient ReviewInboxLine line;
    private final Anchor link;

    ReviewRow(ReviewInboxLine line) {
        VersionCard card = line.card();
        this.line = line;
        this.link = new Anchor("", card.name());
        link.addClassName("tile-link");
        addClassName("review-row");
        Div picture = Styled.div("review-picture");
        BlobHash cover = card.cover();
        if (cover != null) {
            picture.add(new LazyImage(BlobUrls.of(cover), ""));
        }
        Div words = Styled.div("review-words", link, since(card), asked(line));
        Span ticks = Styled.span("secondary-text number", "%d of %d ticked".formatted(card.ticked(), card.items()));
        Div badges = Styled.div(
                "review-badges",
                VersionBadges.of(card.state()),
                VersionBadges.trail(card),
                VersionBadges.recalled(card),
                VersionBadges.file(card));
        add(picture, words, ticks, badges);
    }

    private static Span asked(ReviewInboxLine line) {
        Span words = Hint.inline();
        if (line.askedByName()) {
            words.setText(line.askedBy() + " asks you");
            words.addClassName("asked-me");
        } else if (!line.asked().isEmpty()) {
            words.setText("Asked: " + String.join(", ", line.asked()));
        }
        words.setVisible(!words.getText().isEmpty());
        return words;
    }

    private static Span since(VersionCard card) {
        Span line = Hint.inline();
        Instant asked = card.askedAt();
        if (card.askedBy() != null && asked != null) {
            line.add(new Span("asked by " + card.askedBy() + ", "), new RelativeTime(asked));
        } else {
            line.add(
                    new Span(card.trained().isPresent() ? "finished " : "imported "),
                    new RelativeTime(card.createdAt()));
        }
        if (!card.fitsFlux()) {
            line.add(new Span(" · miniature"));
        }
        return line;
    }

    ReviewInboxLine line() {
        return line;
    }

    VersionId version() {
        return line.card().id();
    }

    void open(String address) {
        link.setHref(address);
    }

    void setCurrent(boolean current) {
        setClassName("current", current);
        if (current) {
            link.getElement().setAttribute("aria-current", "true");
        } else {
            link.getElement().removeAttribute("aria-current");
        }
    }

    void focus() {
        link.getElement().callJsFunction("focus");
    }
}
