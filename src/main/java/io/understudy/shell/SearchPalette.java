package io.understudy.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
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
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Scope;

/**
 * The search over everything, opened by Ctrl+K or by an element with the attribute {@code data-search}. The browser knows
 * the pages and commands that the person may open, and asks {@link SearchController} for the rest.
 */
@Tag("search-palette")
@SpringComponent
@Scope("prototype")
class SearchPalette extends BrowserElement {
    SearchPalette(List<CommandSource> sources, List<SettingsSection> settings) {
        Stream<SearchCommand> commands = sources.stream()
                .sorted(Comparator.comparingInt(SearchPalette::order))
                .flatMap(source -> source.commands().stream());
        Stream<SearchCommand> pages = MenuConfiguration.getMenuEntries().stream()
                .map(entry -> new SearchCommand(
                        entry.title(), "open page go to", entry.path().replaceFirst("^/", "")));
        Stream<SearchCommand> sections = settings.stream()
                .map(section ->
                        new SearchCommand("Settings: " + section.title(), "open page", SettingsView.path(section)));
        getElement()
                .setPropertyList(
                        "commands",
                        Stream.of(commands, pages, sections)
                                .flatMap(all -> all)
                                .filter(SearchPalette::mayOpen)
                                .toList());
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
