package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.Role;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pages;
import io.understudy.training.RunFilter;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunService;
import io.understudy.training.RunSignals;
import io.understudy.training.RunState;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.PageRequest;

/** All runs of the team, live. */
@Route(RunRoutes.LIST)
@PageTitle("Runs · Understudy")
@Menu(title = "Runs", order = 3, icon = "vaadin:play-circle-o")
@RolesAllowed(Role.MEMBER_ROLE)
class RunsView extends Page implements BeforeEnterObserver {
    private final transient RunService runs;
    private final RunGrid grid;
    private final ComboBox<CharacterSummary> character = new ComboBox<>("Character");
    private final MultiSelectComboBox<RunState> states = new MultiSelectComboBox<>("State");
    private final ComboBox<UUID> person = new ComboBox<>("Launched by");
    private final Div nothing = new Div();

    RunsView(RunService runs, CharacterService characters, RunSignals signals) {
        this.runs = runs;
        this.grid = new RunGrid(runs, characters, signals);
        character.setItems(query -> characters
                .page(
                        new CharacterFilter(query.getFilter().orElse(""), false),
                        PageRequest.of(query.getPage(), query.getPageSize()))
                .stream());
        character.setItemLabelGenerator(CharacterSummary::name);
        character.setClearButtonVisible(true);
        states.setItems(RunState.values());
        states.setItemLabelGenerator(RunState::label);
        states.setClearButtonVisible(true);
        Map<UUID, String> launchers = runs.launchers();
        person.setItems(launchers.keySet());
        person.setItemLabelGenerator(id -> launchers.getOrDefault(id, ""));
        person.setClearButtonVisible(true);
        character.addValueChangeListener(event -> show());
        states.addValueChangeListener(event -> show());
        person.addValueChangeListener(event -> show());
        Button launch = new Button("New run", VaadinIcon.PLUS.create(), event -> Pages.open(RunRoutes.NEW));
        Div filters = new Div(character, states, person);
        filters.addClassName("list-tools");
        add(new PageHeader("Runs").primary(launch), filters, nothing, grid);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation().getQueryParameters().getParameters("state").stream()
                .flatMap(name -> Set.of(RunState.values()).stream()
                        .filter(state -> state.name().equalsIgnoreCase(name)))
                .forEach(states::select);
        show();
    }

    private void show() {
        CharacterSummary chosen = character.getValue();
        RunFilter filter = new RunFilter(chosen == null ? null : chosen.id(), states.getValue(), person.getValue());
        long count = runs.count(filter);
        grid.setVisible(count > 0);
        nothing.removeAll();
        if (count == 0) {
            nothing.add(filter.isAll() ? nothingYet() : nothingFound());
        }
        grid.show(filter);
    }

    private static EmptyState nothingYet() {
        Button first = new Button("Launch the first run", event -> Pages.open(RunRoutes.NEW));
        return new EmptyState(
                VaadinIcon.PLAY_CIRCLE_O,
                "No run yet",
                "A run trains a LoRA on a character's pictures. Its progress, its samples and its loss appear here and"
                        + " stay for comparison.",
                first);
    }

    private EmptyState nothingFound() {
        Button all = new Button("Show all runs", event -> {
            character.clear();
            states.clear();
            person.clear();
        });
        return new EmptyState(
                VaadinIcon.FILTER, "No run fits the filter", "Character, state and person are filtered together.", all);
    }
}
