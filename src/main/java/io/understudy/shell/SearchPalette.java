package io.understudy.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AccessAnnotationChecker;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.understudy.platform.search.CommandSource;
import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.ui.BrowserElement;
import io.understudy.platform.ui.SettingsSection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Scope;

/**
 * The search over everything, opened by Ctrl+K or by an element with the attribute {@code data-search}. The browser knows
 * the pages and commands that the person may open and the actions of the open page, and asks {@link SearchController}
 * for the rest.
 */
@Tag("search-palette")
@SpringComponent
@Scope("prototype")
class SearchPalette extends BrowserElement {
    SearchPalette(List<CommandSource> sources, List<SettingsSection> settings) {
        Stream<SearchCommand> commands = sources.stream()
                .sorted(Comparator.comparingInt(SearchPalette::order))
                .flatMap(source -> source.commands().stream());
        Stream<SearchCommand> menu = MenuConfiguration.getMenuEntries().stream()
                .map(entry -> page(entry.title(), entry.path().replaceFirst("^/", "")));
        Stream<SearchCommand> sections = settings.stream()
                .map(section ->
                        new SearchCommand("Settings: " + section.title(), "open page", SettingsView.path(section)));
        Map<String, SearchCommand> offered = new LinkedHashMap<>();
        Stream.of(commands, menu, otherPages(), sections)
                .flatMap(all -> all)
                .filter(SearchPalette::mayOpen)
                .forEach(command -> offered.putIfAbsent(command.path(), command));
        getElement().setPropertyList("commands", List.copyOf(offered.values()));
    }

    /** Those that need to be told nothing, such as a character. */
    private static Stream<SearchCommand> otherPages() {
        return RouteConfiguration.forSessionScope().getAvailableRoutes().stream()
                .filter(route -> route.getRouteParameters().isEmpty())
                .filter(route ->
                        route.getNavigationTarget().getAnnotation(Route.class).autoLayout())
                .flatMap(route ->
                        Optional.ofNullable(route.getNavigationTarget().getAnnotation(PageTitle.class))
                                .map(title -> page(title.value().replaceFirst(" · .*", ""), route.getTemplate()))
                                .stream())
                .sorted(Comparator.comparing(SearchCommand::title));
    }

    private static SearchCommand page(String title, String path) {
        return new SearchCommand(title, "open page go to", path);
    }

    private static int order(CommandSource source) {
        return source instanceof SearchSource finding ? finding.order() : Integer.MAX_VALUE;
    }

    /** A button that opens the search of this page. */
    static Button opener(String words) {
        Button open = new Button(words, VaadinIcon.SEARCH.create());
        open.getElement().setAttribute("data-search", true);
        return open;
    }

    private static boolean mayOpen(SearchCommand command) {
        VaadinRequest request = VaadinRequest.getCurrent();
        return RouteConfiguration.forSessionScope()
                .getRoute(command.path().replaceFirst("\\?.*", ""))
                .filter(page -> new AccessAnnotationChecker()
                        .hasAccess(page, request.getUserPrincipal(), request::isUserInRole))
                .isPresent();
    }
}
