package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Styled;
import java.util.List;

/** Shows the way to production, with what is done and where the work is. */
public class StageStepper extends OrderedList {
    public StageStepper(Stages stages) {
        addClassName("stage-stepper");
        getElement().setAttribute("aria-label", "The way to production");
        List<Stage> all = stages.all();
        Stage current = stages.current();
        for (int place = 0; place < all.size(); place++) {
            add(item(all.get(place), place + 1, all.size(), all.get(place) == current));
        }
    }

    private static ListItem item(Stage stage, int place, int of, boolean current) {
        Span marker = Styled.span("stage-marker");
        marker.add(stage.isDone() ? VaadinIcon.CHECK.create() : new Span(String.valueOf(place)));
        marker.getElement().setAttribute("aria-hidden", "true");
        Component name = stage.path().isEmpty() ? new Span(stage.name()) : new Anchor(stage.path(), stage.name());
        name.getElement().getClassList().add("stage-name");
        ListItem item = new ListItem(
                marker,
                name,
                Styled.span("visually-hidden", stage.isDone() ? ", done" : current ? ", current" : ""),
                Styled.span("stage-note", stage.note()));
        item.addClassName(current ? "current" : stage.isDone() ? "done" : "later");
        if (current) {
            item.getElement().setAttribute("aria-current", "step");
            // On a narrow window the other stages show no names.
            name.getElement().setAttribute("data-place", place + " of " + of);
        }
        return item;
    }
}
