package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.sheets.SheetHistory;
import io.understudy.versions.sheets.SheetHistory.Column;
import io.understudy.versions.sheets.SheetHistoryService;
import io.understudy.versions.sheets.SheetRoutes;
import jakarta.annotation.security.RolesAllowed;

@Route(SheetRoutes.HISTORY)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetHistoryView extends CharacterPage {
    private final transient SheetHistoryService histories;
    private final transient CellDialogFactory cells;
    private Strength strength = Strength.NONE;

    SheetHistoryView(SheetHistoryService histories, CharacterService characters, CellDialogFactory cells) {
        super(characters);
        this.histories = histories;
        this.cells = cells;
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        strength = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("strength")
                .filter(text -> text.matches("[0-9](\\.[0-9]{1,2})?"))
                .map(Strength::parse)
                .orElse(StrengthWindow.ofTheGuide().best());
        return super.find(event);
    }

    @Override
    protected void show(CharacterSummary found) {
        SheetHistory history = histories.of(found.id(), strength);
        add(CharacterHeaders.below(found, "Through the versions")
                .crumb("Test sheets", SheetRoutes.tab(found.slug()))
                .subtitle("the same prompt, seed and strength, from the oldest version to the newest"));
        if (history.columns().isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.GRID_SMALL_O,
                    "No pictures yet",
                    "As soon as versions have test sheets by the same plan, their pictures line up here.",
                    new Anchor(SheetRoutes.tab(found.slug()), "Test sheets")));
            return;
        }
        add(panel(found, history));
    }

    private Div panel(CharacterSummary found, SheetHistory history) {
        Div panel = new Panel();
        panel.addClassName("sheet-history");
        if (history.strengths().size() > 1) {
            panel.add(choice(found, history));
        }
        if (history.columns().size() == 1) {
            panel.add(nothingToCompare(history.columns().getFirst(), history.strength()));
        } else {
            panel.add(new HistoryMatrix(history, cells::open), versions(history));
        }
        return panel;
    }

    private static EmptyState nothingToCompare(Column only, Strength strength) {
        String name = "v" + only.versionNumber();
        return new EmptyState(
                VaadinIcon.GRID_SMALL_O,
                "Nothing to compare yet",
                "Only " + name + " has pictures at strength " + strength.label()
                        + ". As soon as another version has them by the same plan, they line up here.",
                new Anchor(SheetRoutes.of(only.sheet()), "Test sheet of " + name));
    }

    private static Select<Strength> choice(CharacterSummary found, SheetHistory history) {
        Select<Strength> choice = new Select<>();
        choice.setAriaLabel("Strength");
        choice.setPrefixComponent(Hint.inline("Strength"));
        choice.setItems(history.strengths());
        choice.setItemLabelGenerator(Strength::label);
        choice.setValue(history.strength());
        choice.addValueChangeListener(change -> UI.getCurrent()
                .navigate(
                        SheetRoutes.history(found.slug()),
                        QueryParameters.of("strength", change.getValue().label())));
        return choice;
    }

    private static Div versions(SheetHistory history) {
        Div versions = Styled.div("sheet-history-versions");
        history.columns()
                .forEach(column -> versions.add(new Span(
                        new Anchor(SheetRoutes.of(column.sheet()), "v" + column.versionNumber()),
                        new Span(" " + column.versionName() + ", " + SheetListing.plan(column.planEdition())))));
        return versions;
    }

    @Override
    protected String title(CharacterSummary found) {
        return "Through the versions of " + found.name();
    }
}
