package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PicturePage;
import java.util.function.IntConsumer;

/** Walks through the pages of a set; not shown when there is one. */
class Pager extends Composite<Nav> {
    Pager(PicturePage page, IntConsumer open) {
        Button previous = new Button(VaadinIcon.ANGLE_LEFT.create(), event -> open.accept(page.page() - 1));
        previous.setAriaLabel("Previous page");
        previous.setEnabled(page.page() > 0);
        Button next = new Button(VaadinIcon.ANGLE_RIGHT.create(), event -> open.accept(page.page() + 1));
        next.setAriaLabel("Next page");
        next.setEnabled(page.page() + 1 < page.pages());
        int first = page.page() * page.pageSize() + 1;
        int last = first + page.pictures().size() - 1;
        getContent().setAriaLabel("Pages");
        getContent().addClassName("pager");
        getContent().add(previous, new Span(first + "–" + last + " of " + page.total()), next);
        setVisible(page.pages() > 1);
    }
}
