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
        String path = UI.getCurrent().getActiveViewLocation().getPath();
        remember(new Location(path, new QueryParameters(parameters)).getPathWithQueryParameters());
    }

    /**
     * Puts what the open page shows into its address, for a reload, a bookmark and the way back. It is no navigation: one that
     * a person begins at the same moment is not stopped by it, as it would be by {@code History.replaceState}.
     *
     * @param path without a leading slash, such as {@code runs?state=failed}
     */
    public static void remember(String path) {
        // Else a navigation to the address before, which Vaadin takes for the shown one, would do nothing.
        UI.getCurrent().getInternals().clearLastHandledNavigation();
        UI.getCurrent()
                .getPage()
                .executeJs("history.replaceState(history.state, '', new URL($0, document.baseURI))", path);
    }
}
