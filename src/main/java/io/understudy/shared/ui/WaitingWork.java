package io.understudy.shared.ui;

import com.vaadin.flow.signals.Signal;

/** How much of a feature waits for the person who is signed in; shown as a number next to its entry in the sidebar. */
public interface WaitingWork {
    /** The route of the list that shows the work, such as {@code reviews}. */
    String route();

    long count();

    /** Counts the changes after which {@link #count()} may say something else. */
    Signal<Double> changes();
}
