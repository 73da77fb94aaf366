package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;

public final class Navigation {
    private Navigation() {}

    /**
     * Opens a page. Unlike {@link UI#navigate(String)} it understands a query.
     *
     * @param path without a leading slash, such as {@code compare?runs=41,42}
     */
    public static void open(String path) {
        Location location = new Location(path);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }
}
