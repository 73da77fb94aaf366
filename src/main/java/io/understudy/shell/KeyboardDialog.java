package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.platform.ui.Styled;

class KeyboardDialog extends FormDialog {
    KeyboardDialog() {
        super("Keyboard shortcuts", "60rem");
        ScrollRegion places = new ScrollRegion("keyboard-places", "Shortcuts");
        String path = UI.getCurrent().getActiveViewLocation().getPath();
        for (ShortcutGroup place : ShortcutGroup.on(path)) {
            DescriptionList keys = new DescriptionList();
            place.keys().forEach(key -> {
                keys.add(term(key.keys()));
                keys.add(new DescriptionList.Description(key.meaning()));
            });
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

    /** @param keys those that do different things are set apart by three spaces */
    private static DescriptionList.Term term(String keys) {
        DescriptionList.Term term = new DescriptionList.Term();
        for (String key : keys.split(" {3}")) {
            term.getElement().appendChild(new Element("kbd").setText(key));
        }
        return term;
    }
}
