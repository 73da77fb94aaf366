package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.Notifications;

final class LinkDialog {
    private LinkDialog() {}

    static void show(String title, String text, String link) {
        Dialog dialog = new Dialog(title);
        Div secret = new Div(link);
        secret.addClassName("secret-link");
        Button copy = new Button("Copy link", event -> {
            event.getSource().getElement().executeJs("navigator.clipboard.writeText($0)", link);
            Notifications.done("Copied.");
        });
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        dialog.add(new Paragraph(text), secret);
        dialog.getFooter().add(new Button("Close", event -> dialog.close()), copy);
        dialog.setWidth("34rem");
        dialog.open();
    }
}
