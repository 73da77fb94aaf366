package io.understudy.shared.ui;

/** How much of a feature waits for the person who is signed in; shown as a number beside its entry of the side bar. */
public interface WaitingWork {
    /** The route of the list that shows the work, such as {@code reviews}. */
    String route();

    long count();
}
