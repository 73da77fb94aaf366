package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.IntConsumer;

/** Leads through the pages of a long list: "25–48 of 130" between two buttons; hidden where one page is enough. */
public class Pager extends Nav {
    /**
     * @param page shown, counted from 0
     * @param size of a page
     * @param total number of things in the list
     * @param show opens another page
     */
    public Pager(int page, int size, long total, IntConsumer show) {
        addClassName("pager");
        setAriaLabel("Pages");
        setVisible(total > size || page > 0);
        long first = (long) page * size + 1;
        long last = Math.min(total, first + size - 1);
        Button previous = step(VaadinIcon.ANGLE_LEFT, "Previous page", () -> show.accept(page - 1));
        previous.setEnabled(page > 0);
        Button next = step(VaadinIcon.ANGLE_RIGHT, "Next page", () -> show.accept(page + 1));
        next.setEnabled(last < total);
        add(previous, new Span(Formats.count(first) + "–" + Formats.count(last) + " of " + Formats.count(total)), next);
    }

    private static Button step(VaadinIcon icon, String words, Runnable action) {
        Button button = new Button(icon.create(), event -> action.run());
        button.setAriaLabel(words);
        button.setTooltipText(words);
        return button;
    }
}
