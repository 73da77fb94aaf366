package io.understudy.identity.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/** The person who has this page open has another name from now on. */
public final class NameChange extends ComponentEvent<UI> {
    private final String name;

    private NameChange(UI page, String name) {
        super(page, false);
        this.name = name;
    }

    /** In all windows of this sign-in at once. */
    static void everywhere(String name) {
        UI.getCurrentOrThrow()
                .getSession()
                .getUIs()
                .forEach(page -> page.access(() -> ComponentUtil.fireEvent(page, new NameChange(page, name))));
    }

    public String name() {
        return name;
    }
}
