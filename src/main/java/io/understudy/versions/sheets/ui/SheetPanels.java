package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A version's newest test sheet within the page of something else; it follows the pictures that arrive. */
@org.springframework.stereotype.Component
public class SheetPanels {
    private static final ImageGridView VIEW = ImageGridView.sized(80);

    private final SheetService sheets;
    private final SheetSignals signals;
    private final SheetFlagService flags;
    private final CellDialogFactory cells;

    SheetPanels(SheetService sheets, SheetSignals signals, SheetFlagService flags, CellDialogFactory cells) {
        this.sheets = sheets;
        this.signals = signals;
        this.flags = flags;
        this.cells = cells;
    }

    /** @param otherwise is shown before the first; a sheet that is made later is offered */
    public Component newest(VersionId version, Supplier<Optional<Component>> otherwise) {
        return new Newest(version, otherwise);
    }

    private final class Newest extends Div {
        private final VersionId version;
        private final transient Supplier<Optional<Component>> otherwise;
        private final Div place = new Div();
        private final ChangeOffer offer = new ChangeOffer("test sheet", this::show);
        private transient @Nullable SheetId shown;

        private Newest(VersionId version, Supplier<Optional<Component>> otherwise) {
            this.version = version;
            this.otherwise = otherwise;
            add(offer, place);
            LiveUpdate.refresh(this, signals.any(), this::follow);
            show();
        }

        private Optional<SheetSummary> now() {
            return sheets.ofVersion(version).stream().findFirst();
        }

        private void show() {
            Optional<SheetId> sheet = now().map(SheetSummary::id);
            shown = sheet.orElse(null);
            place.removeAll();
            sheet.map(SheetPanels.this::panel).or(otherwise).ifPresent(place::add);
        }

        private void follow() {
            now().filter(sheet -> !sheet.id().equals(shown))
                    .ifPresent(sheet -> offer.offer("Test sheet " + sheet.number() + " is there"));
        }
    }

    private Component panel(SheetId id) {
        SheetDetails sheet = sheets.details(id);
        SheetMatrix matrix =
                new SheetMatrix(sheet, VIEW, standing(id), (then, position) -> then.accept(cells.open(id, position)));
        Panel panel = new Panel(
                Panel.head("Test sheet " + sheet.head().number(), new Anchor(SheetRoutes.of(id), "Open test sheet")),
                matrix);
        panel.addClassName("sheet-panel");
        Hint missing = new Hint("");
        missing.setVisible(!sheet.isComplete());
        missing.setText("Its pictures are not complete yet.");
        panel.add(missing);
        LiveUpdate.refresh(panel, signals.of(id), () -> {
            SheetDetails now = sheets.details(id);
            matrix.show(now, standing(id));
            missing.setVisible(!now.isComplete());
        });
        return panel;
    }

    private List<SheetFlag> standing(SheetId id) {
        return FlagsPanel.counting(flags.ofSheet(id));
    }
}
