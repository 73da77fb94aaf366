package io.understudy.platform.ui;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;

/** A dialog that asks for something: what is asked, and below it the way back and the way on. */
public class FormDialog extends Dialog {
    public FormDialog(String title, String width) {
        super(title);
        setWidth(width);
    }

    /**
     * Ends the footer: “Cancel”, and the button that continues, also by Ctrl+Enter and by Enter in a field of one line; it
     * does not close the dialog itself.
     */
    public final Button confirm(String words, ComponentEventListener<ClickEvent<Button>> action) {
        return confirm(words, "Cancel", action);
    }

    public final Button confirm(String words, String back, ComponentEventListener<ClickEvent<Button>> action) {
        Button confirm = Buttons.primary(words, action);
        confirm.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(this).resetFocusOnActiveElement();
        Buttons.pressByEnterIn(this, confirm);
        getFooter().add(new Button(back, event -> close()), confirm);
        return confirm;
    }
}
