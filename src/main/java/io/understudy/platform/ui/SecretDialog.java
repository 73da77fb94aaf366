package io.understudy.platform.ui;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;

/** Shows a secret that was just made, this once. */
public class SecretDialog extends Dialog {
    private final Div content;

    /** @param what it is: {@code Token} */
    public SecretDialog(String title, String what, String secret) {
        super(title);
        setWidth("34rem");
        setCloseOnOutsideClick(false);
        TextArea text = new TextArea(what);
        text.addClassName("secret-text");
        text.setMinRows(1);
        text.setValue(secret);
        text.setReadOnly(true);
        text.setWidthFull();
        content = Styled.div(
                "dialog-form",
                new Paragraph("Copy it now: it is shown only once."),
                text,
                new CopyButton("Copy", secret));
        add(content);
        getFooter().add(Buttons.primary("Done", event -> close()));
    }

    /** What its reader does with the secret now. */
    public SecretDialog explained(String explanation) {
        content.add(new Hint(explanation));
        return this;
    }

    public SecretDialog closed(Runnable action) {
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                action.run();
            }
        });
        return this;
    }
}
