package io.understudy.platform.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.live.LiveValue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says why something may no longer be used, also when that changes while the page is open. */
public final class UnusableBanner extends Div {
    private final transient Supplier<Stream<String>> refusals;

    public UnusableBanner(LiveValue<Long> changes, Supplier<Stream<String>> refusals) {
        this.refusals = refusals;
        addClassNames("panel", "withdrawn-mark");
        getElement().setAttribute("role", "note");
        LiveUpdate.refresh(this, changes, this::refresh);
        refresh();
    }

    private void refresh() {
        removeAll();
        refusals.get()
                .forEach(words -> add(Styled.div(
                        "look-item", new StateBadge("not usable", BadgeTone.BAD, VaadinIcon.BAN), new Span(words))));
        setVisible(getComponentCount() > 0);
    }
}
