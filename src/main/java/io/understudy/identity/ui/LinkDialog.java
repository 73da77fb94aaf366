package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;

final class LinkDialog {
    private LinkDialog() {}

    static void show(String title, String text, String link) {
        FormDialog dialog = new FormDialog(title, "34rem");
        dialog.add(new Paragraph(text), Styled.div("secret-link", link));
        Button copy = dialog.confirm("Copy link", "Close", event -> {
            event.getSource().getElement().executeJs("navigator.clipboard.writeText($0)", link);
            Notifications.done("Copied.");
        });
        dialog.addOpenedChangeListener(event -> copy.focus());
        dialog.open();
    }
}
