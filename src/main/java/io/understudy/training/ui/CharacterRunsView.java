package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PageHeader;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumSet;
import java.util.Set;

@Route("characters/:slug/runs")
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterRunsView extends CharacterPage {
    private final transient RunListService runs;
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient RunSignals signals;
    private final transient UnusableRunMarks marks;

    CharacterRunsView(
            RunListService runs,
            CharacterService characters,
            CharacterHeaders headers,
            RunSignals signals,
            UnusableRunMarks marks) {
        super(characters);
        this.runs = runs;
        this.characters = characters;
        this.headers = headers;
        this.signals = signals;
        this.marks = marks;
    }

    @Override
    protected void show(CharacterSummary character) {
        Button launch = launch(character, "New run");
        PageHeader header = headers.of(character).primary(launch);
        add(header, headers.tabs(character, RunRoutes.ofCharacter(character.slug())));
        RunFilter filter = RunFilter.of(character.id());
        if (runs.count(filter) == 0) {
            add(new EmptyState(
                    VaadinIcon.PLAY_CIRCLE_O,
                    "No runs yet",
                    "A run trains a LoRA on these pictures. A rehearsal on this server takes about a minute.",
                    launch(character, "Launch the first run")));
        } else {
            RunGrid grid = new RunGrid(runs, characters, signals, marks);
            Set<RunColumn> columns = EnumSet.copyOf(RunListAddress.USUAL_COLUMNS);
            columns.remove(RunColumn.CHARACTER);
            grid.showColumns(columns);
            grid.show(filter, RunSort.NEWEST_FIRST);
            add(grid);
        }
    }

    private static Button launch(CharacterSummary character, String words) {
        return new Button(
                words, VaadinIcon.PLUS.create(), event -> Navigation.open(RunRoutes.launch(character.slug())));
    }

    @Override
    protected String title(CharacterSummary character) {
        return "Runs of " + character.name();
    }
}
