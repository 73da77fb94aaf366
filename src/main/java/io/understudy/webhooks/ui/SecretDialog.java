package io.understudy.webhooks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.NewSecret;

/** Shows a secret, this once. */
class SecretDialog extends Dialog {
    /** @param explanation what the receiver does with it now */
    SecretDialog(String title, String explanation, NewSecret secret, Runnable closed) {
        super(title);
        setWidth("34rem");
        setCloseOnOutsideClick(false);
        Code text = new Code(secret.secret());
        text.addClassName("hash");
        add(Styled.div(
                "dialog-form",
                new Paragraph("Copy it now: it is shown only once."),
                text,
                new CopyButton("Copy", secret.secret()),
                new Hint(explanation)));
        getFooter().add(new Button("Done", event -> close()));
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                closed.run();
            }
        });
    }
}
