package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetHistory;
import io.understudy.versions.sheets.SheetRoutes;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.HISTORY)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetHistoryView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SheetServices services;
    private transient @Nullable CharacterSummary character;

    SheetHistoryView(SheetServices services) {
        this.services = services;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CharacterSummary found = services.characters()
                .bySlug(event.getRouteParameters().get("slug").orElse(""));
        character = found;
        double wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("strength")
                .filter(text -> text.matches("[0-9](\\.[0-9]{1,2})?"))
                .map(Double::valueOf)
                .orElse(StrengthWindow.ofTheGuide().best());
        SheetHistory history = services.history().of(found.id(), wanted);
        removeAll();
        add(new PageHeader("Through the versions")
                .crumb("Characters", "characters")
                .crumb(found.name(), "characters/" + found.slug())
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
        Select<Double> strength = new Select<>();
        strength.setLabel("Strength");
        strength.setItems(history.strengths());
        strength.setItemLabelGenerator(SheetColumn::strengthWords);
        strength.setValue(history.strength());
        strength.addValueChangeListener(change -> UI.getCurrent()
                .navigate(
                        SheetRoutes.history(found.slug()),
                        QueryParameters.of("strength", SheetColumn.strengthWords(change.getValue()))));
        Div versions = new Div();
        versions.addClassName("sheet-history-versions");
        history.columns()
                .forEach(column -> versions.add(new Span(
                        new Anchor(SheetRoutes.of(column.sheet()), "v" + column.versionNumber()),
                        new Span(" " + column.versionName() + ", " + SheetListing.plan(column.planEdition())))));
        Paragraph keys =
                new Paragraph("Arrow keys move, Enter opens a picture in its sheet, + − 0 zoom all cells, M blinks or"
                        + " shows the difference to another version.");
        keys.addClassName("sheet-keys");
        Div panel = new Div(
                strength,
                new HistoryMatrix(history, (sheet, position) -> new CellDialog(services, sheet, position).open()),
                keys,
                versions);
        panel.addClassNames("panel", "sheet-history");
        return panel;
    }

    @Override
    public String getPageTitle() {
        CharacterSummary found = character;
        return "Through the versions" + (found == null ? "" : " of " + found.name()) + " · Understudy";
    }
}
