package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.NextStep;
import io.understudy.identity.Role;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.StateBadge;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;

@Route(CharacterRoutes.OVERVIEW)
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient NextStepFinder nextSteps;
    private String slug = "";
    private String title = "Character";

    CharacterView(CharacterService characters, CharacterHeaders headers, NextStepFinder nextSteps) {
        this.characters = characters;
        this.headers = headers;
        this.nextSteps = nextSteps;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        slug = event.getRouteParameters().get(CharacterRoutes.SLUG).orElseThrow();
        show();
    }

    @Override
    public String getPageTitle() {
        return title + " · Understudy";
    }

    private void show() {
        CharacterDetails details = characters.details(slug);
        CharacterSummary character = details.summary();
        title = character.name();
        removeAll();
        Optional<NextStep> next = details.archived() ? Optional.empty() : nextSteps.of(character);
        add(header(details, next), headers.tabs(character, CharacterRoutes.overview(slug)));
        Div main = new Div();
        main.addClassName("list-content");
        next.ifPresent(step -> main.add(panel("Next", new Paragraph(step.words()), link(step))));
        main.add(
                panel("Description", description(character)),
                panel("Progress", new CharacterProgressPanel(headers.tabs(), character)));
        Div columns = new Div(main, new FactsPanel(details));
        columns.addClassName("with-side-panel");
        add(columns);
    }

    private PageHeader header(CharacterDetails details, Optional<NextStep> next) {
        PageHeader header = headers.of(details.summary());
        if (details.archived()) {
            header.state(new StateBadge("archived", BadgeTone.NEUTRAL, VaadinIcon.ARCHIVE));
            header.primary(new Button(
                    "Restore character", event -> restore(details.summary().id())));
            return header;
        }
        header.secondary(new Button(
                "Edit character",
                event -> new EditCharacterDialog(characters, characters.details(slug), this::show).open()));
        next.ifPresent(step -> header.primary(new Button(step.action(), event -> open(step.path()))));
        header.more("Archive character…", () -> archive(details.summary()));
        return header;
    }

    private static void open(String path) {
        Location location = new Location(path);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    private void archive(CharacterSummary character) {
        ErrorMessages.guard(() -> {
            characters.archive(character.id());
            show();
            Notifications.undoable(character.name() + " was archived", () -> restore(character.id()));
        });
    }

    private void restore(CharacterId id) {
        ErrorMessages.guard(() -> {
            characters.restore(id);
            show();
            Notifications.done(title + " is back in the gallery");
        });
    }

    private static Anchor link(NextStep step) {
        return new Anchor(step.path(), step.action());
    }

    private static Component description(CharacterSummary character) {
        Paragraph text = new Paragraph(
                character.description().isEmpty()
                        ? "No description yet. What must always be right about this character?"
                        : character.description());
        text.addClassName(character.description().isEmpty() ? "secondary-text" : "written-text");
        return text;
    }

    private static Div panel(String title, Component... content) {
        Div panel = new Div(new H2(title));
        panel.addClassName("panel");
        panel.add(content);
        return panel;
    }
}
