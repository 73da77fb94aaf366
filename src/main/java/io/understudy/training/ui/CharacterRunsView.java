package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
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
    private transient RunListAddress address = RunListAddress.BEGINNING;

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
    public void beforeEnter(BeforeEnterEvent event) {
        RunListAddress asked = RunListAddress.of(event.getLocation().getQueryParameters());
        address = new RunListAddress(
                RunFilter.ALL.withText(asked.filter().text()), null, asked.sort(), RunListAddress.USUAL_COLUMNS);
        super.beforeEnter(event);
    }

    @Override
    protected void show(CharacterSummary character) {
        Button launch = launch(character, "New run");
        PageHeader header = headers.of(character).primary(launch);
        add(header, headers.tabs(character, RunRoutes.ofCharacter(character.slug())));
        RunGrid grid = new RunGrid(runs, characters, signals, marks);
        Set<RunColumn> columns = EnumSet.copyOf(RunListAddress.USUAL_COLUMNS);
        columns.remove(RunColumn.CHARACTER);
        grid.showColumns(columns);
        SearchField search = new SearchField(
                "Number, prompt, note", "Search runs by number, prompt, note, tag, failure or who launched them");
        search.setValue(address.filter().text());
        Div tools = Styled.div("list-tools", search);
        grid.onSort(sort -> remember(address.filter(), sort));
        grid.onCount(count -> tools.setVisible(count > 0 || !search.isEmpty()));
        grid.onNothing(() -> search.text().isEmpty() ? nothingYet(character) : nothingFound(search));
        search.addValueChangeListener(event -> {
            remember(RunFilter.ALL.withText(event.getValue()), address.sort());
            list(grid);
        });
        add(tools, grid);
        list(grid);
    }

    private void list(RunGrid grid) {
        grid.show(address.filter().withCharacter(shown().id()), address.sort());
    }

    private static EmptyState nothingYet(CharacterSummary character) {
        return new EmptyState(
                VaadinIcon.PLAY_CIRCLE_O,
                "No runs yet",
                "A run trains a LoRA on these pictures. A rehearsal on this server takes about a minute.",
                launch(character, "Launch the first run"));
    }

    private static EmptyState nothingFound(SearchField search) {
        return new EmptyState(
                VaadinIcon.SEARCH,
                "Nothing matches “" + search.text() + "”",
                "The search looks at numbers, prompts, notes, tags, failures and who launched a run.",
                new Button("Clear search", event -> search.clear()));
    }

    private void remember(RunFilter filter, RunSort sort) {
        address = new RunListAddress(filter, null, sort, RunListAddress.USUAL_COLUMNS);
        Navigation.remember(address.path(RunRoutes.ofCharacter(shown().slug())));
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
