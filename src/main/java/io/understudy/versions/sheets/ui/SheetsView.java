package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetSummary;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.TAB)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SheetServices services;
    private final transient CharacterHeaders headers;
    private transient @Nullable CharacterSummary character;

    SheetsView(SheetServices services, CharacterHeaders headers) {
        this.services = services;
        this.headers = headers;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CharacterSummary found = services.characters()
                .bySlug(event.getRouteParameters().get("slug").orElse(""));
        character = found;
        removeAll();
        PageHeader header = headers.of(found);
        header.secondary(new Anchor(SheetRoutes.plan(found.slug()), "Plan of the sheets"));
        header.secondary(new Anchor(SheetRoutes.history(found.slug()), "Through the versions"));
        VersionCard latest = services.versions().latest(List.of(found.id())).get(found.id());
        if (latest != null) {
            header.primary(new Button(
                    "Test " + latest.name(),
                    click ->
                            click.getSource().getUI().ifPresent(ui -> ui.navigate(SheetRoutes.newSheet(latest.id())))));
        }
        add(header, headers.tabs(found, SheetRoutes.tab(found.slug())));
        show(found, latest);
    }

    private void show(CharacterSummary found, @Nullable VersionCard latest) {
        List<SheetSummary> sheets = services.sheets().ofCharacter(found.id());
        if (!sheets.isEmpty()) {
            add(new SheetListing(sheets, true));
        } else if (latest == null) {
            add(new EmptyState(
                    VaadinIcon.GRID_SMALL_O,
                    "No test sheet yet",
                    "A test sheet shows what a version generates over prompts, strengths and seeds. First a run has"
                            + " to finish: it becomes the first version.",
                    new Anchor("runs/new?character=" + found.slug(), "Launch a run")));
        } else {
            add(new EmptyState(
                    VaadinIcon.GRID_SMALL_O,
                    "No test sheet yet",
                    "A test sheet shows what a version generates over prompts, strengths and seeds, next to no LoRA"
                            + " and the production version. All sheets of " + found.name()
                            + " follow one plan, so that versions can be compared for years.",
                    new Anchor(VersionRoutes.of(latest.id()), "Open " + latest.name())));
        }
    }

    @Override
    public String getPageTitle() {
        CharacterSummary found = character;
        return "Test sheets" + (found == null ? "" : " of " + found.name()) + " · Understudy";
    }
}
