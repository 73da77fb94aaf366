package io.understudy.platform.ui;

import com.vaadin.flow.component.html.Image;

/** A picture that the browser fetches when it comes near the window. */
public class LazyImage extends Image {
    public LazyImage(String source, String alternative) {
        super(source, alternative);
        getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
    }
}
