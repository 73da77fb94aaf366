package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.ui.Wordmark;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a page is not shown, with the ways on: the list that it belongs to, the search, back. */
class ErrorPanel extends Div {
    /** Where things are listed whose addresses begin with another word. */
    private static final Map<String, String> LISTS = Map.of("versions", "reviews", "blind", "reviews");

    ErrorPanel(AuthenticationContext authentication, VaadinIcon icon, String title, String text, Location missing) {
        addClassNames("empty-state", "error-page");
        Icon picture = icon.create();
        picture.getElement().setAttribute("aria-hidden", "true");
        boolean signedIn =
                authentication.getAuthenticatedUser(SignedInPerson.class).isPresent();
        if (!signedIn) {
            add(new Wordmark());
        }
        add(picture, new H1(title), new Paragraph(text));
        Button back = Buttons.quiet(
                "Back", event -> UI.getCurrent().getPage().getHistory().back());
        add(
                signedIn
                        ? Styled.div("actions", list(missing), SearchPalette.opener("Search"), back)
                        : Styled.div("actions", new Anchor("login", "Sign in"), back));
    }

    private static Component list(Location missing) {
        List<String> segments = missing.getSegments();
        RouteConfiguration routes = RouteConfiguration.forSessionScope();
        for (int length = segments.size() - 1; length > 0; length--) {
            String path = String.join("/", segments.subList(0, length));
            path = LISTS.getOrDefault(path, path);
            Optional<String> title = routes.getRoute(path)
                    .map(page -> page.getAnnotation(PageTitle.class))
                    .map(page -> page.value().replaceFirst(" · .*", ""));
            if (title.isPresent()) {
                return new Anchor(path, "Show " + title.get().toLowerCase(Locale.ROOT));
            }
        }
        return new Anchor("", "Go to the home page");
    }
}
