package io.understudy.platform.ui;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;

public final class EagerTextAreas {
    private static final String TYPED = "element.value";

    private EagerTextAreas() {}

    /**
     * Reports what is typed after a pause, and at once when the field is left: words that came in one piece (pasted, filled in
     * by the browser) would otherwise be lost when a click follows within the pause, as Vaadin 25.2 then sends the event
     * without the value.
     */
    public static void in(TextArea area) {
        in(area, area::setValue);
    }

    /** @param missed takes words that arrived only when the field was left; earlier ones are its value already */
    public static void in(TextArea area, Consumer<String> missed) {
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.getElement()
                .addEventListener("change", event -> {
                    String typed = event.getEventData().path(TYPED).asString("");
                    if (!typed.equals(area.getValue())) {
                        missed.accept(typed);
                    }
                })
                .addEventData(TYPED);
    }
}
