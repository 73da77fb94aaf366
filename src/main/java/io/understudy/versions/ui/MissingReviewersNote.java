package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.review.MissingReviewerService.Stuck;
import io.understudy.versions.review.MissingReviewers;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says whom releases need before they can be decided, and how to get them; hidden while nobody is missing. What did not
 * change stays, with the button that someone may be about to press.
 */
class MissingReviewersNote extends Panel {
    private static final int SHOWN = 3;

    private final transient Function<MissingReviewers, List<Component>> help;

    private transient @Nullable Object shown;

    MissingReviewersNote(Function<MissingReviewers, List<Component>> help) {
        this.help = help;
        addClassName("missing-people");
        getElement().setAttribute("role", "note");
    }

    void show(MissingReviewers missing, String rule) {
        if (missing.equals(shown)) {
            return;
        }
        shown = missing;
        removeAll();
        setVisible(!missing.isEmpty());
        if (!missing.isEmpty()) {
            add(line(missing, new Span((missing.reason() + " " + rule).strip())));
        }
    }

    void show(List<Stuck> stuck) {
        if (stuck.equals(shown)) {
            return;
        }
        shown = stuck;
        removeAll();
        setVisible(!stuck.isEmpty());
        stuck.stream().map(one -> one.missing().wanted()).distinct().forEach(wanted -> {
            List<Stuck> alike = stuck.stream()
                    .filter(one -> one.missing().wanted().equals(wanted))
                    .toList();
            add(line(alike.getFirst().missing(), links(alike)));
        });
    }

    private Div line(MissingReviewers missing, Component about) {
        Div line = Styled.div(
                "look-item",
                new StateBadge("people missing", BadgeTone.WARN, VaadinIcon.USERS),
                Styled.span("missing-people-words", missing.sentence()),
                about);
        line.add(help.apply(missing));
        return line;
    }

    private static Span links(List<Stuck> alike) {
        Span links = new Span();
        alike.stream().limit(SHOWN).forEach(one -> {
            if (links.getComponentCount() > 0) {
                links.add(new Span(", "));
            }
            links.add(new Anchor(one.path(), one.name()));
        });
        int more = alike.size() - SHOWN;
        if (more > 0) {
            links.add(new Span(" and " + Formats.count(more) + " more"));
        }
        return links;
    }
}
