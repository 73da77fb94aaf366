package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetSummary;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;

@Route(SheetRoutes.TAB)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetsView extends CharacterPage {
    private static final int PAGE_SIZE = 20;

    private final transient SheetService sheetService;
    private final transient VersionService versions;
    private final transient CharacterHeaders headers;
    private final PagedList list;
    private transient @Nullable VersionCard latest;

    SheetsView(
            SheetService sheetService,
            SheetSignals signals,
            VersionService versions,
            CharacterService characters,
            CharacterHeaders headers) {
        super(characters);
        this.sheetService = sheetService;
        this.versions = versions;
        this.headers = headers;
        list = new PagedList(this::read, this::nothing)
                .searched("test sheets", "names of versions")
                .sorted("test sheets", ListOrder.NEWEST, ListOrder.OLDEST)
                .inAddress()
                .following("test sheets", signals.any())
                .walked();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        super.beforeEnter(event);
        list.show(event.getLocation().getQueryParameters());
    }

    @Override
    protected void show(CharacterSummary found) {
        PageHeader header = headers.of(found);
        header.secondary(new Anchor(SheetRoutes.plan(found.slug()), "Plan of the sheets"));
        header.secondary(new Anchor(SheetRoutes.history(found.slug()), "Through the versions"));
        VersionCard newest = versions.latest(List.of(found.id())).get(found.id());
        latest = newest;
        if (newest != null) {
            header.primary(new Button(
                    "Test " + newest.name(),
                    click ->
                            click.getSource().getUI().ifPresent(ui -> ui.navigate(SheetRoutes.newSheet(newest.id())))));
        }
        add(header, headers.tabs(found, SheetRoutes.tab(found.slug())));
        add(list);
    }

    private PagedList.Slice read(int page) {
        Page<SheetSummary> sheets = sheetService.ofCharacter(
                shown().id(), new SearchText(list.text()), list.order(), PageRequest.of(page, PAGE_SIZE));
        return SheetListing.slice(sheets, true);
    }

    private EmptyState nothing() {
        CharacterSummary found = shown();
        VersionCard newest = latest;
        if (newest == null) {
            return new EmptyState(
                    VaadinIcon.GRID_SMALL_O,
                    "No test sheet yet",
                    "A test sheet shows what a version generates over prompts, strengths and seeds. First a run has"
                            + " to finish: it becomes the first version.",
                    new Anchor("runs/new?character=" + found.slug(), "Launch a run"));
        }
        return new EmptyState(
                VaadinIcon.GRID_SMALL_O,
                "No test sheet yet",
                "A test sheet shows what a version generates over prompts, strengths and seeds, next to no LoRA"
                        + " and the production version. All sheets of " + found.name()
                        + " follow one plan, so that versions can be compared for years.",
                new Anchor(VersionRoutes.of(newest.id()), "Open " + newest.name()));
    }

    @Override
    protected String title(CharacterSummary found) {
        return "Test sheets of " + found.name();
    }
}
