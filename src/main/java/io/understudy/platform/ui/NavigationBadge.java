package io.understudy.platform.ui;

import io.understudy.platform.live.LiveValue;

/** How much of a feature waits for the person who is signed in; shown as a number next to its entry in the sidebar. */
public interface NavigationBadge {
    String route();

    long count();

    LiveValue<Long> changes();
}
