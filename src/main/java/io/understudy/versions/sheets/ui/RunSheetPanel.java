package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.shared.Registration;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.ImageGrid;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.training.RunId;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.runs.RunSheet;
import io.understudy.versions.sheets.runs.RunSheetOffer;
import io.understudy.versions.sheets.runs.RunSheetService;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** On the page of a run that trains: the sheet over its checkpoints as it fills, or the offer to have one. */
class RunSheetPanel extends Div {
    private final transient RunSheetService sheets;
    private final transient SheetSignals signals;
    private final transient RunId run;
    private final Paragraph count = new Paragraph();
    private transient @Nullable SheetId followed;
    private @Nullable ImageGrid grid;
    private @Nullable ResumeButtons stopped;
    private @Nullable Registration ordered;

    /** Nothing is shown before the first {@link #refresh}. */
    RunSheetPanel(RunSheetService sheets, SheetSignals signals, RunId run) {
        this.sheets = sheets;
        this.signals = signals;
        this.run = run;
        addClassName("run-sheet");
    }

    final void refresh() {
        if (followed == null) {
            sheets.idOf(run).ifPresent(this::follow);
        }
        Optional<RunSheet> sheet = sheets.of(run);
        if (sheet.isPresent()) {
            show(sheet.get());
            return;
        }
        List<GenerationBackendChoice> backends = sheets.isOffered(run) ? sheets.backends(run) : List.of();
        awaitOrder(!backends.isEmpty());
        // The button is not replaced under the pointer.
        if (grid != null || backends.isEmpty() || getComponentCount() == 0) {
            removeAll();
            grid = null;
            if (!backends.isEmpty()) {
                add(new Button("Generate a sheet while it trains", click -> ErrorMessages.guard(() -> ask(backends))));
            }
        }
    }

    private void follow(SheetId sheet) {
        awaitOrder(false);
        followed = sheet;
        LiveUpdate.refresh(this, signals.of(sheet), this::refresh);
    }

    /** Someone else may ask for the sheet as long as it is offered; no other page follows all sheets. */
    private void awaitOrder(boolean offered) {
        Registration now = ordered;
        if (offered && now == null) {
            ordered = LiveUpdate.refresh(this, signals.any(), this::refreshOrdered);
        } else if (!offered && now != null) {
            now.remove();
            ordered = null;
        }
    }

    private void refreshOrdered() {
        if (sheets.idOf(run).isPresent()) {
            refresh();
        }
    }

    private void show(RunSheet sheet) {
        ImageGrid pictures = grid;
        ResumeButtons resume = stopped;
        if (pictures == null || resume == null) {
            pictures = new ImageGrid(
                    SheetMatrix.layout(sheet.columns(), sheet.rows(), sheet.settings()), SheetMatrix.VIEW, List.of());
            grid = pictures;
            resume = new ResumeButtons(door(sheet.id()));
            stopped = resume;
            removeAll();
            add(
                    count,
                    resume,
                    pictures,
                    new Hint("Asked for by " + sheet.madeBy()
                            + ". Each column is generated when its checkpoint arrives; the run never waits for it."));
        }
        count.setText("Sheet over checkpoints: %s of %s"
                .formatted(
                        Formats.count(sheet.generated()),
                        Formats.plural(sheet.cells().size(), "picture", "pictures")));
        resume.show(true);
        pictures.show(sheet.cells().stream().map(RunSheetPanel::cell).toList());
    }

    private ResumeButtons.Door door(SheetId sheet) {
        return new ResumeButtons.Door(
                () -> sheets.resumeOffer(sheet),
                agreed -> {
                    sheets.resume(sheet, agreed);
                    refresh();
                },
                () -> sheets.sendAgainOffer(sheet),
                agreed -> {
                    sheets.sendAgain(sheet, agreed);
                    refresh();
                });
    }

    private static ImageGrid.Cell cell(SheetCell cell) {
        BlobHash picture = cell.picture();
        String words = cell.words();
        return new ImageGrid.Cell(picture == null ? "" : BlobUrls.of(picture), words == null ? "" : words);
    }

    private void ask(List<GenerationBackendChoice> backends) {
        FormDialog dialog = new FormDialog("Sheet over checkpoints", "34rem");
        Div facts = new Div();
        RadioButtonGroup<GenerationBackendChoice> backend = new RadioButtonGroup<>("Generated by");
        backend.setItems(backends);
        backend.setItemLabelGenerator(GenerationBackendChoice::name);
        backend.setVisible(backends.size() > 1);
        Hint meaning = new Hint("");
        AtomicReference<RunSheetOffer> offer =
                new AtomicReference<>(sheets.offer(run, backends.getFirst().id()));
        Button order = dialog.confirm("Generate the sheet", click -> {
            if (ErrorMessages.guard(() -> sheets.order(run, offer.get()))) {
                dialog.close();
                refresh();
            }
        });
        backend.addValueChangeListener(change -> ErrorMessages.guard(() -> {
            RunSheetOffer chosen = sheets.offer(run, change.getValue().id());
            offer.set(chosen);
            order.setText("Generate " + Formats.plural(chosen.pictures(), "picture", "pictures"));
            facts.removeAll();
            facts.add(facts(chosen, backends.size() == 1));
            meaning.setText("Each column is generated when its checkpoint arrives."
                    + (chosen.cost().free() ? "" : " If the run ends earlier, only what was generated is charged."));
        }));
        backend.setValue(backends.getFirst());
        dialog.add(backend, facts, meaning);
        dialog.open();
    }

    private static Facts facts(RunSheetOffer offer, boolean withoutChoice) {
        BigDecimal dollars = offer.estimate().dollars();
        Facts facts = new Facts("sheet-facts");
        if (withoutChoice) {
            facts.fact("Generated by", offer.backend().name());
        }
        return facts.fact(
                        "Columns",
                        offer.columns().stream().map(SheetColumn::label).collect(Collectors.joining(", ")))
                .fact("Pictures", Formats.count(offer.pictures()))
                .fact("Time", "about " + Formats.duration(offer.estimate().time()) + " in all")
                .fact("Cost", dollars == null ? unpriced(offer.cost()) : "about " + Dollars.of(dollars));
    }

    static String unpriced(CostEstimate cost) {
        return cost.free() ? "nothing: it runs on your own machine" : "not known: no price was entered";
    }
}
