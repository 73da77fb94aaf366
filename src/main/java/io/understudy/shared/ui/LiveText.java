package io.understudy.shared.ui;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;

/** Text areas whose words reach the server while they are typed. */
public final class LiveText {
    private static final String TYPED = "element.value";

    private LiveText() {}

    /**
     * Reports what is typed after a pause, and at once when the field is left: words that came in one piece (pasted, filled in
     * by the browser) would otherwise be lost when a click follows within the pause, as Vaadin 25.2 then sends the event
     * without the value.
     */
    public static void in(TextArea area) {
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.getElement()
                .addEventListener(
                        "change",
                        event -> area.setValue(event.getEventData().path(TYPED).asString("")))
                .addEventData(TYPED);
    }
}
