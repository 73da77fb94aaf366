package io.understudy.shared.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.time.Duration;

/** Short messages at the edge of the screen. Refusals stay until they are read; confirmations go by themselves. */
public final class Notices {
    private static final Duration CONFIRMATION = Duration.ofSeconds(4);
    private static final Duration UNDO = Duration.ofSeconds(12);

    private Notices() {}

    public static void done(String text) {
        show(text, CONFIRMATION, NotificationVariant.SUCCESS);
    }

    /** Says what was done and offers to take it back. */
    public static void undoable(String text, Runnable undo) {
        Notification notification = new Notification();
        Button back = new Button("Undo", event -> {
            notification.close();
            undo.run();
        });
        back.addThemeVariants(ButtonVariant.TERTIARY);
        giveFocusBack(back);
        Div line = new Div(new Span(text), back);
        line.addClassName("notice");
        notification.add(line);
        notification.setDuration((int) UNDO.toMillis());
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.open();
    }

    /**
     * Says that something is there now and where; stays until it is closed, as the person may be busy with another page.
     *
     * @param path of the page in the product that shows it
     */
    public static void ready(String text, String link, String path) {
        Notification notification = new Notification();
        Anchor there = new Anchor(path, link);
        there.getElement().addEventListener("click", event -> notification.close());
        Div line = closable(notification, new Span(text), there);
        line.getElement().setAttribute("role", "status");
        notification.add(line);
        notification.setDuration(0);
        notification.addThemeVariants(NotificationVariant.SUCCESS);
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.open();
    }

    /** A refusal in words; stays until it is closed. */
    public static void refused(String text) {
        Notification notification = new Notification();
        Div line = closable(notification, new Span(text));
        line.getElement().setAttribute("role", "alert");
        notification.add(line);
        notification.setDuration(0);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.open();
    }

    private static Div closable(Notification notification, Component... content) {
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> notification.close());
        close.setAriaLabel("Close");
        close.addThemeVariants(ButtonVariant.TERTIARY);
        giveFocusBack(close);
        Div line = new Div(content);
        line.add(close);
        line.addClassName("notice");
        return line;
    }

    /**
     * A press leaves the focus where it was before. Vaadin keeps a dialog open on Esc while the focus is in a notice, so a
     * button that stays focused until the notice is gone would swallow the key.
     */
    private static void giveFocusBack(Button button) {
        button.getElement().executeJs("""
                let before = null;
                this.addEventListener("focusin", (event) => { before = event.relatedTarget; });
                this.addEventListener("click", () => {
                  this.blur();
                  if (before?.isConnected) {
                    before.focus();
                  }
                });""");
    }

    private static void show(String text, Duration duration, NotificationVariant variant) {
        Notification notification = new Notification(text, (int) duration.toMillis());
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.addThemeVariants(variant);
        notification.open();
    }
}
