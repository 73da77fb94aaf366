package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.function.Consumer;

/** What a person chose in a way of its own, as text without a look, for the {@link DraftKeeper} around it to keep. */
@Tag("kept-choice")
public class KeptChoice extends Component {
    private static final String VALUE = "value";

    /** @param name unique in the keeper */
    public KeptChoice(String name) {
        getElement().setProperty("label", name).setAttribute("hidden", true);
        begin("");
    }

    /** @param value what is chosen before the person does anything */
    public void begin(String value) {
        getElement().setProperty(VALUE, value);
    }

    /** Call it when the person has chosen, and not for what the server proposes. */
    public void choose(String value) {
        begin(value);
        // Set here too: after a discard the browser has another value than the server knows of.
        getElement().executeJs("this.value = $0; this.dispatchEvent(new Event('input', {bubbles: true}))", value);
    }

    /** @param restored receives what was chosen before, or what it began with when that is discarded */
    public void onRestored(Consumer<String> restored) {
        getElement()
                .addEventListener(
                        "change",
                        event -> restored.accept(
                                event.getEventData().get("element.value").asString()))
                .addEventData("element.value");
    }
}
