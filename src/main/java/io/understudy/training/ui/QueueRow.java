package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSummary;

class QueueRow extends ListItem {
    private final Span place = Styled.span("queue-place number");
    private final Div middle = new Div();
    private final Div end = Styled.div("queue-end");

    QueueRow(RunSummary run, String character) {
        addClassName("queue-run");
        Anchor name = new Anchor(RunRoutes.of(run.number()), "Run " + run.number());
        Span about =
                Hint.inline(character + " · " + Formats.plural(run.progress().steps(), "step", "steps"));
        Div what = Styled.div("queue-what", name, about);
        Span whose = new Span(run.launchedByName());
        add(place, what, whose, middle, end);
    }

    /** @param number 1 for the next one to start */
    QueueRow place(int number) {
        place.setText(String.valueOf(number));
        return this;
    }

    QueueRow middle(Component component) {
        middle.add(component);
        return this;
    }

    QueueRow end(Component component) {
        end.add(component);
        return this;
    }
}
