package io.understudy.platform.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        private final transient @Nullable Element focused;

        /** @param focused what had the focus, or the nearest element around it that the server knows */
        public Pressed(
                PageKeys source,
                boolean fromClient,
                @EventData("event.detail.key") String key,
                @EventData("document.activeElement") @Nullable Element focused) {
            super(source, fromClient);
            this.key = key;
            this.focused = focused;
        }

        String key() {
            return key;
        }
    }

    /** @param keys the characters to listen for, such as {@code 123456} */
    public PageKeys(String keys, Consumer<String> pressed) {
        this(keys, (key, focused) -> pressed.accept(key));
    }

    /** @param pressed also gets what has the focus */
    PageKeys(String keys, BiConsumer<String, @Nullable Element> pressed) {
        getElement().setAttribute("keys", keys);
        addListener(Pressed.class, event -> pressed.accept(event.key(), event.focused));
    }
}
