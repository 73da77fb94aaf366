package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;

/** A card of a page: its heading, and below that its content. */
public class Panel extends Div {
    public Panel(Component... content) {
        super(content);
        addClassName("panel");
    }

    public Panel(String heading, Component... content) {
        addClassName("panel");
        add(new H2(heading));
        add(content);
    }

    /** The heading in one line with what belongs to it. */
    public static Div head(String heading, Component... beside) {
        Div head = Styled.div("panel-head", new H2(heading));
        head.add(beside);
        return head;
    }
}
