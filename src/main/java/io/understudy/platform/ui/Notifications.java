package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Short messages at the edge of the screen. Refusals stay until they are read; confirmations close automatically. */
public final class Notifications {
    private static final Duration CONFIRMATION = Duration.ofSeconds(4);
    private static final Duration UNDO = Duration.ofSeconds(12);

    private Notifications() {}

    public static void done(String text) {
        show(text, CONFIRMATION, NotificationVariant.SUCCESS);
    }

    public static void undoable(String text, Runnable undo) {
        Notification notification = new Notification();
        open(notification, line(text, undo(notification, undo)), UNDO);
    }

    /**
     * Reports what was only partly done; stays until it is closed.
     *
     * @param undo null when nothing was done
     * @param show shows what was left out
     */
    public static void partlyDone(String text, @Nullable Runnable undo, Runnable show) {
        Notification notification = new Notification();
        Div line = line(text);
        if (undo != null) {
            line.add(undo(notification, undo));
        }
        line.add(button(notification, "Show", show), close(notification));
        open(notification, line, Duration.ZERO);
    }

    /**
     * Announces something that is ready, with a link; stays until it is closed, as the person may be busy with another page.
     *
     * @param path of the page in the product that shows it
     */
    public static void ready(String text, String link, String path) {
        Notification notification = new Notification();
        Anchor there = new Anchor(path, link);
        there.getElement().addEventListener("click", event -> notification.close());
        Div line = line(text, there, close(notification));
        line.getElement().setAttribute("role", "status");
        notification.addThemeVariants(NotificationVariant.SUCCESS);
        open(notification, line, Duration.ZERO);
    }

    /** The same refusal is shown once, however often it comes. */
    public static void refused(String text) {
        UI page = UI.getCurrentOrThrow();
        String key = Notifications.class.getName() + text;
        if (ComponentUtil.getData(page, key) instanceof Notification shown && shown.isOpened()) {
            return;
        }
        Notification notification = new Notification();
        ComponentUtil.setData(page, key, notification);
        Div line = line(text, close(notification));
        line.getElement().setAttribute("role", "alert");
        notification.addThemeVariants(NotificationVariant.ERROR);
        open(notification, line, Duration.ZERO);
    }

    private static Button button(Notification notification, String verb, Runnable action) {
        Button button = new Button(verb, event -> {
            notification.close();
            action.run();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        giveFocusBack(button);
        return button;
    }

    /** Also by Ctrl+Z, as the notice may be gone before Tab arrives at it; of several the newest hears the keys. */
    private static Button undo(Notification notification, Runnable action) {
        Button undo = button(notification, "Undo", action);
        undo.setTooltipText("Ctrl+Z");
        undo.addClassName("undo-notice");
        undo.getElement().executeJs("""
                const press = (event) => {
                  const typing = event.composedPath()[0].closest?.("textarea, input:not([type=checkbox])");
                  if (!this.isConnected) {
                    document.removeEventListener("keydown", press);
                  } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing
                      && [...document.querySelectorAll(".undo-notice")].at(-1) === this) {
                    event.preventDefault();
                    this.click();
                  }
                };
                document.addEventListener("keydown", press);""");
        return undo;
    }

    private static Button close(Notification notification) {
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> notification.close());
        close.setAriaLabel("Close");
        close.addThemeVariants(ButtonVariant.TERTIARY);
        giveFocusBack(close);
        return close;
    }

    private static Div line(String text, Component... actions) {
        Div line = new Div(new Span(text));
        line.add(actions);
        line.addClassName("notice");
        return line;
    }

    private static void open(Notification notification, Div line, Duration duration) {
        notification.add(line);
        notification.setDuration((int) duration.toMillis());
        notification.setPosition(Notification.Position.BOTTOM_START);
        notification.open();
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
