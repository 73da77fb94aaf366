package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveEvent.ContinueNavigationAction;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says on every page what does not answer. The page stays, with everything that was typed, and the way to the page that
 * was clicked meanwhile is offered once the database is back.
 */
final class OutageBanner {
    private final Outages outages;
    private final Runnable refresh;
    private final Span words = new Span();
    private @Nullable Notification banner;
    private @Nullable String wanted;
    private @Nullable ContinueNavigationAction held;

    /** @param refresh of what the frame shows, once everything answers again */
    OutageBanner(Component frame, Outages outages, Runnable refresh) {
        this.outages = outages;
        this.refresh = refresh;
        LiveUpdate.show(frame, outages.live(), away -> away, this::show);
        frame.addAttachListener(attached -> {
            var listening = attached.getUI().addBeforeLeaveListener(this::hold);
            frame.addDetachListener(detached -> {
                listening.remove();
                detached.unregisterListener();
            });
        });
    }

    private void hold(BeforeLeaveEvent leaving) {
        if (outages.now().contains(Dependency.DATABASE)) {
            held = leaving.postpone();
            wanted = leaving.getLocation().getPathWithQueryParameters();
            say(outages.now());
        }
    }

    private void show(Set<Dependency> away) {
        Notification before = banner;
        if (before != null) {
            before.close();
            banner = null;
        }
        if (!away.isEmpty()) {
            say(away);
            banner = banner();
        } else if (before != null) {
            refresh.run();
            ContinueNavigationAction click = held;
            if (click != null) {
                // Else the browser would take no other click.
                click.cancel();
                held = null;
            }
            offer(wanted);
            wanted = null;
        }
    }

    /** What was typed meanwhile may not be saved: a person leaves the page, no one else. */
    private static void offer(@Nullable String page) {
        String words = "Everything answers again.";
        if (page == null) {
            Notifications.done(words);
        } else {
            Notifications.ready(words, "Open the page you chose", page);
        }
    }

    private void say(Set<Dependency> away) {
        String lost = away.size() == 1
                ? away.iterator().next().words() + " does not answer."
                : "Neither the database nor the object store answers.";
        words.setText(lost + " What you typed stays here; trying again…"
                + (wanted == null ? "" : " The page you chose can be opened then."));
    }

    private Notification banner() {
        Icon icon = VaadinIcon.WARNING.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        Div line = Styled.div("notice outage", icon, words);
        line.getElement().setAttribute("role", "alert");
        Notification banner = new Notification(line);
        banner.addThemeVariants(NotificationVariant.WARNING);
        banner.setPosition(Notification.Position.TOP_CENTER);
        banner.setDuration(0);
        banner.open();
        return banner;
    }
}
