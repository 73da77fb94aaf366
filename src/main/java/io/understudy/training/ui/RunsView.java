package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.billing.ui.BillingRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.CsvLink;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunViewService;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

@Route(RunRoutes.LIST)
@PageTitle("Runs · Understudy")
@Menu(title = "Runs", order = 3, icon = "vaadin:play-circle-o")
@RolesAllowed(Role.MEMBER_ROLE)
class RunsView extends Page implements BeforeEnterObserver {
    private final transient RunListService runs;
    private final transient CharacterService characters;
    private final RunGrid grid;
    private final RunFilterBar filters;
    private final ColumnChooser columns;
    private final Span found = Hint.inline();
    // Read by downloads, which run outside of the session.
    private transient volatile RunListAddress address = RunListAddress.BEGINNING;

    RunsView(
            RunListService runs,
            CharacterService characters,
            RunViewService views,
            RunNoteService notes,
            RunSignals signals,
            UnusableRunMarks marks) {
        this.runs = runs;
        this.characters = characters;
        this.grid = new RunGrid(runs, characters, signals, marks);
        this.filters = new RunFilterBar(runs, characters, notes);
        this.columns = new ColumnChooser(
                wanted -> change(new RunListAddress(address.filter(), address.character(), address.sort(), wanted)));
        filters.onChange(
                () -> change(new RunListAddress(filters.filter(), filters.slug(), address.sort(), address.columns())));
        grid.onCount(count -> found.setText(Formats.plural(count, "run", "runs")));
        grid.onNothing(() ->
                address.filter().isAll() ? nothingYet() : new EmptyFilterResult(runs, filters.parts(), this::drop));
        grid.onSort(
                sort -> remember(new RunListAddress(address.filter(), address.character(), sort, address.columns())));
        found.getElement().setAttribute("aria-live", "polite");
        Button launch = new Button("New run", VaadinIcon.PLUS.create(), event -> Navigation.open(RunRoutes.NEW));
        PageHeader header = new PageHeader("Runs")
                .state(found)
                .secondary(new Anchor(RunRoutes.QUEUE, "Queue"))
                .secondary(new CsvLink(
                        "The filtered runs, in the order of the list", () -> "understudy-runs.csv", this::export))
                .secondary(columns)
                .secondary(new SavedViewsMenu(views, () -> address.query()))
                .primary(launch);
        header.more("What runs cost", () -> Navigation.open(BillingRoutes.SPEND));
        add(header, filters, grid);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        RunListAddress asked = RunListAddress.of(event.getLocation().getQueryParameters());
        CharacterSummary character = character(asked.character());
        RunFilter filter = character == null ? asked.filter() : asked.filter().withCharacter(character.id());
        filters.show(filter, character);
        show(new RunListAddress(
                filters.filter(), character == null ? null : character.slug(), asked.sort(), asked.columns()));
    }

    private @Nullable CharacterSummary character(@Nullable String slug) {
        try {
            return slug == null ? null : characters.bySlug(slug);
        } catch (DomainException.NotFound gone) {
            return null;
        }
    }

    private void change(RunListAddress changed) {
        remember(changed);
        show(changed);
    }

    private void remember(RunListAddress changed) {
        address = changed;
        Navigation.remember(changed.path(RunRoutes.LIST));
    }

    private void show(RunListAddress shown) {
        address = shown;
        columns.show(shown.columns());
        grid.showColumns(shown.columns());
        grid.show(shown.filter(), shown.sort());
    }

    private void drop(RunFilter without) {
        CharacterSummary same = without.character() == null ? null : character(address.character());
        filters.show(without, same);
        change(new RunListAddress(filters.filter(), filters.slug(), address.sort(), address.columns()));
    }

    private void export(Writer out) throws IOException {
        runs.export(address.filter(), address.sort(), out);
    }

    private static EmptyState nothingYet() {
        Button first = new Button("Launch the first run", event -> Navigation.open(RunRoutes.NEW));
        return new EmptyState(
                VaadinIcon.PLAY_CIRCLE_O,
                "No runs yet",
                "A run trains a LoRA on a character's pictures. Its progress, its samples and its loss appear here and"
                        + " stay for comparison.",
                first);
    }
}
