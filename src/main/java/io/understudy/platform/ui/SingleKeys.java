package io.understudy.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;

/**
 * Whether single letters, digits and signs are shortcuts in this window. What is off here reaches nothing that listens for
 * such keys: {@link PageKeys} and the elements in scripts. Words with the class {@code key-hint} are hidden then.
 */
@Tag("single-keys")
public class SingleKeys extends BrowserElement {
    private static final String OFF = "off";

    public void switchOn(boolean on) {
        getElement().setAttribute(OFF, !on);
    }

    /** In all windows of this sign-in at once. */
    public static void switchEverywhere(boolean on) {
        UI.getCurrent()
                .getSession()
                .getUIs()
                .forEach(ui -> ui.access(() -> {
                    SingleKeys keys = ComponentUtil.getData(ui, SingleKeys.class);
                    if (keys != null) {
                        keys.switchOn(on);
                    }
                }));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        ComponentUtil.setData(attachEvent.getUI(), SingleKeys.class, this);
        super.onAttach(attachEvent);
    }
}
