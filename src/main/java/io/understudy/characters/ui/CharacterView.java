package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TwoColumns;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

@Route(CharacterRoutes.OVERVIEW)
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterView extends DetailsPage {
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient StageReader stages;
    private final transient List<CharacterSection> sections;

    CharacterView(
            CharacterService characters,
            CharacterHeaders headers,
            StageReader stages,
            List<CharacterSection> sections) {
        super(characters);
        this.characters = characters;
        this.headers = headers;
        this.stages = stages;
        this.sections = List.copyOf(sections);
    }

    @Override
    protected String title(CharacterDetails details) {
        return details.summary().name();
    }

    @Override
    protected void show(CharacterDetails details) {
        CharacterSummary character = details.summary();
        add(top(details));
        Div main = Styled.div("list-content");
        sections.forEach(section -> section.of(character).forEach(main::add));
        main.add(new Panel("Description", description(character)));
        add(new TwoColumns(main, new FactsPanel(details)));
    }

    /** Follows what others do; of the same height whatever the work is at. */
    private Div top(CharacterDetails details) {
        CharacterSummary character = details.summary();
        Div top = Styled.div("character-top");
        Top first = new Top(stages.of(character), headers.state(character));
        AtomicReference<Top> shown = new AtomicReference<>(first);
        show(top, details, first.way());
        stages.changes(character.id())
                .forEach(changes -> LiveUpdate.refresh(top, changes, () -> {
                    Top now = new Top(stages.of(character), headers.state(character));
                    if (!now.equals(shown.getAndSet(now))) {
                        show(top, details, now.way());
                    }
                }));
        return top;
    }

    private record Top(Stages way, List<Object> header) {}

    private void show(Div top, CharacterDetails details, Stages way) {
        CharacterSummary character = details.summary();
        Optional<NextStep> next = details.archived() ? Optional.empty() : way.next();
        Panel panel = new Panel(new StageStepper(way));
        panel.addClassName("stage-panel");
        next.ifPresent(step -> panel.add(new Paragraph(step.words())));
        top.removeAll();
        top.add(header(details, next), headers.tabs(character, CharacterRoutes.overview(character.slug())), panel);
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
                event -> new EditCharacterDialog(
                                characters, characters.details(details.summary().slug()), this::refresh)
                        .open()));
        next.ifPresent(step -> header.primary(new Button(step.action(), event -> Navigation.open(step.path()))));
        header.more("Archive character…", () -> archive(details.summary()));
        return header;
    }

    private void archive(CharacterSummary character) {
        ErrorMessages.guard(() -> {
            characters.archive(character.id());
            refresh();
            Notifications.undoable(character.name() + " was archived", () -> restore(character.id()));
        });
    }

    private void restore(CharacterId id) {
        ErrorMessages.guard(() -> {
            characters.restore(id);
            refresh();
            Notifications.done(shown().summary().name() + " is back in the gallery");
        });
    }

    private static Component description(CharacterSummary character) {
        Paragraph text = new Paragraph(
                character.description().isEmpty()
                        ? "No description yet. What must always be right about this character?"
                        : character.description());
        text.addClassName(character.description().isEmpty() ? "secondary-text" : "written-text");
        return text;
    }
}
