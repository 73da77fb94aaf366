package io.understudy.platform.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import java.util.function.Consumer;

/**
 * Single keys of a page. They work anywhere on it, but not while a person types or a dialog is open: that is why
 * they are not shortcuts of the server.
 */
@Tag("page-keys")
public class PageKeys extends BrowserElement {
    /** A key was pressed; public, because Flow creates it by reflection. */
    @DomEvent("page-key")
    public static class Pressed extends ComponentEvent<PageKeys> {
        private final String key;

        public Pressed(PageKeys source, boolean fromClient, @EventData("event.detail.key") String key) {
            super(source, fromClient);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** @param keys the characters to listen for, such as {@code 123456} */
    public PageKeys(String keys, Consumer<String> pressed) {
        getElement().setAttribute("keys", keys);
        addListener(Pressed.class, event -> pressed.accept(event.key()));
    }
}
