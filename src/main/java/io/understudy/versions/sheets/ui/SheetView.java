package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.identity.Role;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetComments;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.SHEET)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetView extends TitledPage<SheetDetails> {
    private final transient SheetService sheets;
    private final transient SheetSignals signals;
    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final transient CellDialogFactory cells;
    private final transient SheetContent content;
    private final SheetProgressPanel progress;
    private final transient VersionSignals versionSignals;
    private final Button onward = new Button();
    private @Nullable Registration following;

    SheetView(
            SheetService sheets,
            SheetSignals signals,
            VersionService versions,
            CharacterService characters,
            CellDialogFactory cells,
            SheetContent content,
            SheetProgressPanel progress,
            VersionSignals versionSignals) {
        this.sheets = sheets;
        this.signals = signals;
        this.versions = versions;
        this.characters = characters;
        this.cells = cells;
        this.content = content;
        this.progress = progress;
        this.versionSignals = versionSignals;
        onward.addClickListener(event ->
                UI.getCurrent().navigate(VersionRoutes.of(shown().head().version())));
    }

    @Override
    protected SheetDetails find(BeforeEnterEvent event) {
        SheetId id = id(event, "id", "No test sheet", SheetId::new);
        if (following != null) {
            following.remove();
        }
        following = LiveUpdate.refresh(this, signals.of(id), this::refresh);
        return sheets.details(id);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        super.beforeEnter(event);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(SheetComments.PARAMETER)
                .filter(position -> position.matches("\\d{1,6}"))
                .ifPresent(position -> opened(Integer.parseInt(position)));
    }

    @Override
    protected void show(SheetDetails sheet) {
        VersionCard card = versions.details(sheet.head().version()).card();
        CharacterSummary character = characters.get(sheet.head().character());
        progress.show(sheet, this::refresh);
        onward.setText("Open " + card.name());
        onward.setVisible(sheet.isComplete());
        add(
                CharacterHeaders.below(character, "Test sheet " + sheet.head().number())
                        .crumb("Test sheets", SheetRoutes.tab(character.slug()))
                        .crumb(card.name(), VersionRoutes.of(card.id()))
                        .subtitle("%s%s, by %s, %s"
                                .formatted(
                                        sheet.head().kind() == SheetKind.CHECKPOINTS ? "checkpoints of " : "",
                                        card.name(),
                                        sheet.head().madeByName(),
                                        SheetListing.plan(sheet.head().planEdition())))
                        .primary(onward),
                new UnusableBanner(
                        versionSignals.changes(),
                        () -> sheets.refusal(sheet.head().version()).stream()),
                progress);
        add(content.show(sheet, (then, position) -> opened(position).ifPresent(then)));
    }

    private void refresh() {
        SheetDetails before = content.shown();
        if (before == null) {
            return;
        }
        SheetDetails now = sheets.details(before.head().id());
        onward.setVisible(now.isComplete());
        content.follow(now);
        progress.follow(now, this::refresh);
    }

    Optional<CellDialog> opened(int position) {
        SheetDetails sheet = shown();
        return position < 0 || position >= sheet.cells().size()
                ? Optional.empty()
                : Optional.of(cells.open(sheet.head().id(), position));
    }

    @Override
    protected String title(SheetDetails sheet) {
        return "Test sheet " + sheet.head().number() + " of "
                + versions.details(sheet.head().version()).card().name();
    }
}
