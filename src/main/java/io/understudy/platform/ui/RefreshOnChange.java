package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;

public final class RefreshOnChange {
    private final Signal<Double> changes;
    private double seen;

    private RefreshOnChange(Signal<Double> changes) {
        this.changes = changes;
        this.seen = Signal.untracked(changes::get);
    }

    /**
     * Calls {@code refresh} for every change from now on, as long as the owner is on a page. Called before the page reads
     * its data, it also catches the change that falls between reading and showing, which an effect that skips its first
     * run would miss.
     */
    public static Registration of(Component owner, Signal<Double> changes, Runnable refresh) {
        RefreshOnChange following = new RefreshOnChange(changes);
        return Signal.effect(owner, () -> following.compare(refresh));
    }

    private void compare(Runnable refresh) {
        double now = changes.get();
        if (now != seen) {
            seen = now;
            refresh.run();
        }
    }
}
