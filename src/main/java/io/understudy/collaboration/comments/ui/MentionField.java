package io.understudy.collaboration.comments.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.ui.BrowserElement;
import java.util.List;

/** A text area that offers people's names while an @ is being typed. Ctrl+Enter presses the button that belongs to it. */
@Tag("mention-field")
class MentionField extends BrowserElement {
    private static final int LONGEST = 4000;

    private final TextArea area = new TextArea();

    MentionField(String label, List<String> names) {
        area.setAriaLabel(label);
        area.setMaxLength(LONGEST);
        area.setWidthFull();
        area.setMaxRows(12);
        getElement().setPropertyList("names", names);
        add(area);
    }

    TextArea area() {
        return area;
    }

    MentionField sendsWith(Button button) {
        button.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(area).resetFocusOnActiveElement();
        return this;
    }
}
