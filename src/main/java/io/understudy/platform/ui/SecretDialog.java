package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;

/** Shows a secret that was just made, this once. */
public class SecretDialog extends Dialog {
    private final Div content;

    /** @param what it is: {@code Token} */
    public SecretDialog(String title, String what, String secret) {
        super(title);
        setWidth("34rem");
        setCloseOnOutsideClick(false);
        TextField text = new TextField(what);
        text.setValue(secret);
        text.setReadOnly(true);
        text.setWidthFull();
        content = Styled.div(
                "dialog-form",
                new Paragraph("Copy it now: it is shown only once."),
                text,
                new CopyButton("Copy", secret));
        add(content);
        getFooter().add(new Button("Done", event -> close()));
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
