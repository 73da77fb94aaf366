package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Formats;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSummary;

class QueueRow extends ListItem {
    private final Span place = new Span();
    private final Div middle = new Div();
    private final Div end = new Div();

    QueueRow(RunSummary run, String character) {
        addClassName("queue-run");
        place.addClassNames("queue-place", "number");
        Anchor name = new Anchor(RunRoutes.of(run.number()), "Run " + run.number());
        Span about = new Span(character + " · " + Formats.plural(run.progress().steps(), "step", "steps"));
        about.addClassName("secondary-text");
        Div what = new Div(name, about);
        what.addClassName("queue-what");
        Span whose = new Span(run.launchedByName());
        end.addClassName("queue-end");
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
