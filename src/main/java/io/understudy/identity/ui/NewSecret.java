package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.FormDialog;

/** The last page of a dialog that made a token: its secret, which is shown only once. */
final class NewSecret {
    private NewSecret() {}

    static void show(FormDialog dialog, NewAccessToken token) {
        dialog.removeAll();
        dialog.getFooter().removeAll();
        dialog.setHeaderTitle("Token for " + token.name());
        dialog.setCloseOnOutsideClick(false);
        TextField secret = new TextField("Token");
        secret.setValue(token.secret());
        secret.setReadOnly(true);
        secret.setWidthFull();
        dialog.add(
                new Paragraph("Copy it now: it is shown only once."), secret, new CopyButton("Copy", token.secret()));
        dialog.getFooter().add(new Button("Done", event -> dialog.close()));
    }
}
