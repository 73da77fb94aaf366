package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.KeyList;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.platform.ui.Styled;

class KeyboardDialog extends FormDialog {
    KeyboardDialog() {
        super("Keyboard shortcuts", "60rem");
        ScrollRegion places = new ScrollRegion("keyboard-places", "Shortcuts");
        String path = UI.getCurrent().getActiveViewLocation().getPath();
        for (ShortcutGroup place : ShortcutGroup.on(path)) {
            KeyList keys = new KeyList();
            place.keys().forEach(key -> keys.add(key.keys(), key.meaning()));
            H3 title = new H3(place.title());
            if (place.worksOn(path)) {
                title.add(Styled.span("this-screen", "this screen"));
            }
            places.add(new Div(title, keys));
        }
        Paragraph off = new Paragraph(
                "Single letters, digits and signs are switched off in your profile. Arrows, Enter and keys with Ctrl or Alt"
                        + " work.");
        off.addClassName("keys-are-off");
        add(off, places);
        Button close = new Button("Close", event -> close());
        addOpenedChangeListener(event -> close.focus());
        getFooter().add(close);
    }
}
