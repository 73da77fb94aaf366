package io.understudy.platform.ui;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;

/** Buttons by their weight on the screen. */
public final class Buttons {
    /**
     * Enter alone that neither ends a composed character, shows a password nor discards a draft; what was typed is sent
     * before. With Ctrl it is the shortcut of a dialog.
     */
    private static final String SENDS = """
            event.key === 'Enter' && !event.ctrlKey && !event.isComposing && !event.repeat
                && !event.target.closest('[slot=reveal]')
                && event.target.localName !== 'draft-keeper' && (event.target.dispatchEvent(new Event('change', {bubbles: true})), true)""";

    /** Of a dialog and not of one over it: neither a text with lines nor a field in which Enter chooses something. */
    static final String SENDS_DIALOG = """
            event.target.localName === 'input' && event.target.closest('vaadin-dialog') === element
                && event.target.parentElement.matches('vaadin-text-field, vaadin-email-field, vaadin-password-field, '
                    + 'vaadin-number-field, vaadin-integer-field') && """ + SENDS;

    private Buttons() {}

    public static Button primary(String words, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, action), ButtonVariant.PRIMARY);
    }

    public static Button primary(String words, Component icon) {
        return with(new Button(words, icon), ButtonVariant.PRIMARY);
    }

    public static Button primary(String words, Component icon, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, icon, action), ButtonVariant.PRIMARY);
    }

    public static Button small(String words, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, action), ButtonVariant.SMALL);
    }

    public static Button quiet(String words, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, action), ButtonVariant.TERTIARY);
    }

    public static Button quiet(String words, Component icon) {
        return with(new Button(words, icon), ButtonVariant.TERTIARY);
    }

    public static Button quiet(String words, Component icon, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, icon, action), ButtonVariant.TERTIARY);
    }

    /** Quiet and small: within a line of text. */
    public static Button inline(String words, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, action), ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    }

    public static Button inline(String words, Component icon) {
        return with(new Button(words, icon), ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    }

    public static Button inline(String words, Component icon, ComponentEventListener<ClickEvent<Button>> action) {
        return with(new Button(words, icon, action), ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    }

    public static Button inline(String words, Runnable action) {
        return inline(words, event -> action.run());
    }

    /** An icon whose words are read out and shown when it is pointed at. */
    public static Button icon(Component icon, String words, ComponentEventListener<ClickEvent<Button>> action) {
        Button button = new Button(icon, action);
        button.setAriaLabel(words);
        button.setTooltipText(words);
        return button;
    }

    /** As {@link #icon}, quiet and small. */
    public static Button inlineIcon(Component icon, String words, ComponentEventListener<ClickEvent<Button>> action) {
        return with(icon(icon, words, action), ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    }

    /** Lets Enter in one of these single-line fields press the button, as people expect of a short form. */
    public static void pressByEnter(Button button, Component fields) {
        pressByEnter(button, fields, SENDS);
    }

    /** As {@link #pressByEnter}, in all single-line fields of a dialog. */
    static void pressByEnterIn(Dialog dialog, Button button) {
        pressByEnter(button, dialog, SENDS_DIALOG);
    }

    private static void pressByEnter(Button button, Component fields, String filter) {
        fields.getElement()
                .addEventListener("keydown", enter -> {
                    if (button.isEnabled()) {
                        button.click();
                    }
                })
                .setFilter(filter);
    }

    private static Button with(Button button, ButtonVariant... variants) {
        button.addThemeVariants(variants);
        return button;
    }
}
