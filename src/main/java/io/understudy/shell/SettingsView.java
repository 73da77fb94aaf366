package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.JumpLinks;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

@Route("settings")
@PageTitle("Settings · Understudy")
@Menu(title = "Settings", order = 8, icon = "vaadin:cog-o")
@RolesAllowed(Role.ADMIN_ROLE)
class SettingsView extends Page implements BeforeEnterObserver {
    private static final String SECTION = "section";

    /** After the cards above have their height. */
    private static final String SHOW = """
            requestAnimationFrame(() => requestAnimationFrame(() => {
                this.scrollIntoView();
                this.focus({preventScroll: true});
            }));""";

    private final transient List<SettingsSection> sections;
    private final Div cards = Styled.div("settings-cards");

    SettingsView(List<SettingsSection> sections) {
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(SettingsSection::order).thenComparing(SettingsSection::title))
                .toList();
        add(
                new PageHeader("Settings").subtitle("Applies to the whole team once saved."),
                new JumpLinks(".settings-cards").always(),
                cards);
    }

    static String path(SettingsSection section) {
        return "settings?" + SECTION + "=" + id(section);
    }

    private static String id(SettingsSection section) {
        return section.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        cards.removeAll();
        sections.forEach(section -> cards.add(card(section)));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(SECTION)
                .ifPresent(wanted -> sections.stream()
                        .filter(section -> id(section).equals(wanted))
                        .findFirst()
                        .map(sections::indexOf)
                        .map(cards::getComponentAt)
                        .ifPresent(card -> card.getElement().executeJs(SHOW)));
    }

    private static Component card(SettingsSection section) {
        Section card = new Section(new H2(section.title()), section.content());
        card.addClassNames("panel", "settings-card");
        card.getElement().setAttribute("tabindex", "-1");
        return card;
    }
}
