package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import org.jspecify.annotations.Nullable;

public class PictureTile extends Div {
    private final Div caption = new Div();
    private final Div overlay = new Div();

    /**
     * @param source URL of a thumbnail, or null for a picture that is not there yet
     * @param alternative what the picture shows, for those who do not see it
     */
    public PictureTile(@Nullable String source, String alternative) {
        addClassName("picture-tile");
        Div frame = new Div();
        frame.addClassName("frame");
        if (source == null) {
            Icon icon = VaadinIcon.PICTURE.create();
            icon.getElement().setAttribute("aria-hidden", "true");
            frame.add(icon);
        } else {
            frame.add(new LazyImage(source, alternative));
        }
        overlay.addClassName("overlay");
        frame.add(overlay);
        caption.addClassName("caption");
        add(frame, caption);
    }

    public PictureTile caption(String text) {
        caption.add(new Span(text));
        return this;
    }

    public PictureTile caption(Component... lines) {
        caption.add(lines);
        return this;
    }

    public PictureTile overlay(Component... components) {
        overlay.add(components);
        return this;
    }
}
