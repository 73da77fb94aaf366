package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.identity.Role;
import io.understudy.platform.ui.CsvLink;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
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
import io.understudy.versions.sheets.export.SheetExportService;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.SHEET)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetView extends TitledPage<SheetDetails> {
    private final transient SheetService sheets;
    private final transient SheetSignals signals;
    private final transient SheetFlagService flags;
    private final transient SheetMeasureService measures;
    private final transient SheetExportService exports;
    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final transient CellDialogFactory cells;
    private final transient CheckpointActions checkpoints;
    private final SheetProgressPanel progress;
    private final transient VersionSignals versionSignals;
    private final Button onward = new Button();
    private transient @Nullable Parts parts;
    private @Nullable Registration following;

    /** What is on the page, and the sheet as it shows it. */
    private record Parts(
            SheetDetails sheet,
            List<SheetFlag> flagged,
            SheetMatrix matrix,
            FlagsPanel flags,
            MeasuresPanel measures) {}

    SheetView(
            SheetService sheets,
            SheetSignals signals,
            SheetFlagService flags,
            SheetMeasureService measures,
            SheetExportService exports,
            VersionService versions,
            CharacterService characters,
            CellDialogFactory cells,
            CheckpointActions checkpoints,
            SheetProgressPanel progress,
            VersionSignals versionSignals) {
        this.sheets = sheets;
        this.signals = signals;
        this.flags = flags;
        this.measures = measures;
        this.exports = exports;
        this.versions = versions;
        this.characters = characters;
        this.cells = cells;
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.versionSignals = versionSignals;
        onward.addClickListener(event -> UI.getCurrent().navigate(VersionRoutes.of(shown().version())));
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
        VersionCard card = versions.details(sheet.version()).card();
        CharacterSummary character = characters.get(sheet.character());
        List<SheetFlag> flagged = flags.ofSheet(sheet.id());
        SheetMatrix matrix = new SheetMatrix(sheet, FlagsPanel.counting(flagged), new MatrixSteps());
        FlagsPanel beside = new FlagsPanel(flags, sheet, flagged, matrix::point);
        MeasuresPanel measured = new MeasuresPanel(
                measures,
                this::shownNow,
                sheets::awaitsPictures,
                found -> matrix.faces(found.boxes()),
                found -> checkpoints(sheet.version(), found));
        parts = new Parts(sheet, flagged, matrix, beside, measured);
        progress.show(sheet, this::refresh);
        onward.setText("Open " + card.name());
        onward.setVisible(sheet.isComplete());
        add(
                CharacterHeaders.below(character, "Test sheet " + sheet.number())
                        .crumb("Test sheets", SheetRoutes.tab(character.slug()))
                        .crumb(card.name(), VersionRoutes.of(card.id()))
                        .subtitle("%s%s, by %s, %s"
                                .formatted(
                                        sheet.kind() == SheetKind.CHECKPOINTS ? "checkpoints of " : "",
                                        card.name(),
                                        sheet.madeBy(),
                                        SheetListing.plan(sheet.planEdition())))
                        .primary(onward),
                new UnusableBanner(versionSignals.changes(), () -> sheets.refusal(sheet.version()).stream()),
                progress,
                new Panel(files(sheet), matrix),
                beside,
                measured);
    }

    private Component checkpoints(VersionId version, SheetMeasures found) {
        return versions.details(version)
                .trained()
                .map(VersionOrigin.Trained::run)
                .<Component>map(run -> new CheckpointTable(
                        found.columns(), checkpoints.kept(run), step -> checkpoints.makeVersion(run, step)))
                .orElseGet(Div::new);
    }

    private Div files(SheetDetails sheet) {
        Anchor zip = new Anchor(SheetRoutes.zip(sheet.id()), "Export pictures");
        zip.getElement().setAttribute("download", true);
        zip.setTitle("A zip with all pictures and the table of the sheet");
        return Styled.div(
                "actions",
                zip,
                new CsvLink(
                        "Prompts, seeds, strengths, hashes and flagged artifacts of all places",
                        () -> exports.take(sheet.id()).name() + ".csv",
                        out -> exports.writeCsv(exports.take(sheet.id()), out)));
    }

    private SheetDetails shownNow() {
        return Objects.requireNonNull(parts).sheet();
    }

    private void refresh() {
        Parts all = parts;
        if (all == null) {
            return;
        }
        SheetDetails before = all.sheet();
        SheetDetails now = sheets.details(before.id());
        List<SheetFlag> flagged = flags.ofSheet(before.id());
        boolean flagsChanged = !flagged.equals(all.flagged());
        parts = new Parts(now, flagged, all.matrix(), all.flags(), all.measures());
        onward.setVisible(now.isComplete());
        all.matrix().show(now, FlagsPanel.counting(flagged));
        all.flags().show(now, flagged);
        if (!Objects.equals(now.generation(), before.generation())) {
            progress.show(now, this::refresh);
        }
        all.measures().sheetChanged(flagsChanged || !now.cells().equals(before.cells()));
    }

    class MatrixSteps implements SheetMatrix.Steps {
        @Override
        public void open(int position) {
            opened(position);
        }

        @Override
        public void marked(int position, FlagRegion mark) {
            opened(position).ifPresent(dialog -> dialog.ask(mark));
        }

        @Override
        public void mark(int position) {
            opened(position).ifPresent(CellDialog::focusPicture);
        }
    }

    Optional<CellDialog> opened(int position) {
        SheetDetails sheet = shown();
        return position < 0 || position >= sheet.cells().size()
                ? Optional.empty()
                : Optional.of(cells.open(sheet.id(), position));
    }

    @Override
    protected String title(SheetDetails sheet) {
        return "Test sheet " + sheet.number() + " of "
                + versions.details(sheet.version()).card().name();
    }
}
