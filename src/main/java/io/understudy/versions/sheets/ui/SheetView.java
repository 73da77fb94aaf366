package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.ui.GenerationBar;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.TitledPage;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.SheetComments;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.SHEET)
@RolesAllowed(Role.MEMBER_ROLE)
class SheetView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SheetServices services;
    private final Div progress = new Div();
    private transient @Nullable SheetDetails shown;
    private transient @Nullable VersionCard version;
    private transient @Nullable SheetMatrix matrix;
    private transient @Nullable MeasuresPanel measures;
    private transient @Nullable FlagsPanel flags;
    private @Nullable Registration following;

    SheetView(SheetServices services) {
        this.services = services;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        follow(TitledPage.id(event, "id", "No test sheet", SheetId::new));
        SheetDetails sheet = services.sheets().details(TitledPage.id(event, "id", "No test sheet", SheetId::new));
        VersionCard card = services.versions().details(sheet.version()).card();
        CharacterSummary character = services.characters().get(sheet.character());
        shown = sheet;
        version = card;
        removeAll();
        List<SheetFlag> flagged = services.flags().ofSheet(sheet.id());
        SheetMatrix pictures = new SheetMatrix(sheet, FlagsPanel.counting(flagged), new MatrixSteps());
        matrix = pictures;
        FlagsPanel beside = new FlagsPanel(services.flags(), sheet, flagged, pictures::point);
        flags = beside;
        add(
                CharacterHeaders.below(character, "Test sheet " + sheet.number())
                        .crumb("Test sheets", SheetRoutes.tab(character.slug()))
                        .crumb(card.name(), VersionRoutes.of(card.id()))
                        .subtitle("%s, by %s, %s"
                                .formatted(card.name(), sheet.madeBy(), SheetListing.plan(sheet.planEdition()))),
                progress,
                new Panel(pictures),
                beside,
                measured(sheet));
        showProgress(sheet);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(SheetComments.PARAMETER)
                .ifPresent(this::openAt);
    }

    private void openAt(String position) {
        if (position.matches("\\d{1,6}")) {
            opened(Integer.parseInt(position));
        }
    }

    private MeasuresPanel measured(SheetDetails sheet) {
        MeasuresPanel panel = new MeasuresPanel(services.measures(), sheet.id(), measured -> {
            SheetMatrix pictures = matrix;
            if (pictures != null) {
                pictures.faces(measured.boxes());
            }
        });
        measures = panel;
        return panel;
    }

    private void showProgress(SheetDetails sheet) {
        progress.removeAll();
        GenerationId generation = sheet.generation();
        if (generation != null) {
            GenerationBar bar = new GenerationBar(
                    services.generation(),
                    services.progress(),
                    services.generation().details(generation),
                    missing(sheet.id(), generation),
                    ", the places say why. Upload pictures made elsewhere instead.",
                    () -> {});
            bar.addClassNames("panel", "sheet-progress");
            progress.add(bar);
        } else if (!sheet.isComplete()) {
            Paragraph hint = new Hint("The pictures of this sheet are made elsewhere: open a place to upload its"
                    + " picture, made with the prompt, seed and strength that it names.");
            progress.add(hint);
        }
    }

    private ResumeButtons.Door missing(SheetId sheet, GenerationId drawn) {
        return new ResumeButtons.Door() {
            @Override
            public Optional<GenerationResumeOffer> offer() {
                return services.sheets().missingOffer(sheet);
            }

            @Override
            public void resume(GenerationResumeOffer agreed) {
                services.sheets().drawMissing(sheet, agreed);
                refresh();
            }

            @Override
            public Optional<GenerationResumeOffer> sendAgainOffer() {
                return services.generation().sendAgainOffer(drawn);
            }

            @Override
            public void sendAgain(GenerationResumeOffer agreed) {
                services.sheets().sendMissingAgain(sheet, agreed);
            }
        };
    }

    private void follow(SheetId sheet) {
        if (following != null) {
            following.remove();
        }
        following = LiveUpdate.refresh(this, services.signals().of(sheet), this::refresh);
    }

    private void refresh() {
        SheetDetails before = shown;
        SheetMatrix pictures = matrix;
        if (before == null || pictures == null) {
            return;
        }
        SheetDetails now = services.sheets().details(before.id());
        List<SheetFlag> flagged = services.flags().ofSheet(before.id());
        pictures.show(now, FlagsPanel.counting(flagged));
        if (flags != null) {
            flags.show(now, flagged);
        }
        if (!Objects.equals(now.generation(), before.generation())) {
            showProgress(now);
        }
        shown = now;
        MeasuresPanel panel = measures;
        // Measured again once everything is there, and after every exchange from then on: not with every picture that
        // arrives.
        if (panel != null && now.isComplete() && !now.cells().equals(before.cells())) {
            panel.measureAgain();
        }
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
        SheetDetails sheet = shown;
        if (sheet == null || position < 0 || position >= sheet.cells().size()) {
            return Optional.empty();
        }
        CellDialog dialog = new CellDialog(services, sheet.id(), position);
        dialog.open();
        return Optional.of(dialog);
    }

    @Override
    public String getPageTitle() {
        SheetDetails sheet = shown;
        VersionCard card = version;
        return (sheet == null || card == null ? "Test sheet" : "Test sheet " + sheet.number() + " of " + card.name())
                + " · Understudy";
    }
}
