package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;

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

    /** Has the address of the shown page say what was chosen on it, so that Back and a copied link lead to the same. */
    public static void keep(Map<String, List<String>> parameters) {
        UI ui = UI.getCurrent();
        ui.getPage()
                .getHistory()
                .replaceState(
                        null,
                        new Location(ui.getActiveViewLocation().getPath(), new QueryParameters(parameters)));
    }
}
