package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import io.understudy.platform.live.LiveValue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a part of a page up to date while it is on a page. It compares whenever it comes onto one, so that nothing that
 * changes in between is missed; many changes that arrive while the page is busy are one update.
 */
public final class LiveUpdate<V, P> {
    private final LiveValue<V> live;
    private final Function<V, P> part;
    private final Consumer<P> show;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private @Nullable P shown;
    private Runnable end = () -> {};

    private LiveUpdate(LiveValue<V> live, Function<V, P> part, Consumer<P> show) {
        this.live = live;
        this.part = part;
        this.show = show;
    }

    /**
     * Calls {@code refresh} for every change from now on. Called before the page reads its data, it also catches the
     * change that falls between reading and showing.
     */
    public static Registration refresh(Component owner, LiveValue<Long> changes, Runnable refresh) {
        LiveUpdate<Long, Long> update = new LiveUpdate<>(changes, Function.identity(), change -> refresh.run());
        update.shown = changes.get();
        return update.follow(owner);
    }

    /** Shows the value now and after every change. */
    public static <V> Registration show(Component owner, LiveValue<V> live, Consumer<V> show) {
        return show(owner, live, Function.identity(), show);
    }

    /** Shows a part of the value, now and whenever this part changes. */
    public static <V, P> Registration show(Component owner, LiveValue<V> live, Function<V, P> part, Consumer<P> show) {
        LiveUpdate<V, P> update = new LiveUpdate<>(live, part, show);
        update.compare();
        return update.follow(owner);
    }

    private Registration follow(Component owner) {
        Registration attached = owner.addAttachListener(event -> start(event.getUI()));
        Registration detached = owner.addDetachListener(event -> stop());
        if (owner.isAttached()) {
            owner.getUI().ifPresent(this::start);
        }
        return Registration.combine(attached, detached, this::stop);
    }

    private void start(UI ui) {
        stop();
        end = live.onChange(() -> notify(ui));
        waiting.set(false);
        compare();
    }

    private void stop() {
        end.run();
        end = () -> {};
    }

    private void notify(UI ui) {
        if (waiting.compareAndSet(false, true)) {
            try {
                ui.access(() -> {
                    waiting.set(false);
                    compare();
                });
            } catch (UIDetachedException closed) {
                waiting.set(false);
            }
        }
    }

    private void compare() {
        P now = part.apply(live.get());
        if (!now.equals(shown)) {
            shown = now;
            show.accept(now);
        }
    }
}
