package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormDialogTest {
    private final List<String> pressed = new ArrayList<>();
    private final FormDialog dialog = new FormDialog("Rename", "30rem");
    private final Button confirm = dialog.confirm("Save name", event -> pressed.add("Save name"));

    @Test
    void enterInAFieldOfOneLinePressesTheButtonThatContinues() {
        press(true);

        assertThat(pressed).containsExactly("Save name");
    }

    @Test
    void enterElsewherePressesNothing() {
        press(false);

        assertThat(pressed).isEmpty();
    }

    @Test
    void enterPressesNoButtonThatIsDisabled() {
        confirm.setEnabled(false);

        press(true);

        assertThat(pressed).isEmpty();
    }

    /** @param inField what the browser says of the filter */
    private void press(boolean inField) {
        dialog.getElement()
                .getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(
                        dialog.getElement(),
                        "keydown",
                        JacksonUtils.createObjectNode().put(Buttons.SENDS_DIALOG, inField)));
    }
}
