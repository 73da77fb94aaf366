package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.shared.Registration;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a version's newest test sheet says about strengths; measured again once its pictures are all there. */
class MeasuredStrengths extends Div {
    private final transient SheetService sheets;
    private final transient SheetMeasureService measures;
    private final transient SheetSignals signals;
    private final transient VersionId version;
    private final transient Runnable whenMeasured;
    private transient StrengthWindow window;
    private transient @Nullable SheetId newest;
    private boolean awaits;
    private transient @Nullable Measured measured;
    private @Nullable Registration following;

    /**
     * @param sheet as it was before it was measured: it may have more pictures by now
     * @param awaits whether pictures of it were still being generated then
     */
    private record Measured(SheetSummary sheet, boolean awaits, SheetMeasures found) {}

    MeasuredStrengths(
            SheetService sheets,
            SheetMeasureService measures,
            SheetSignals signals,
            VersionId version,
            StrengthWindow window,
            Runnable whenMeasured) {
        this.sheets = sheets;
        this.measures = measures;
        this.signals = signals;
        this.version = version;
        this.window = window;
        this.whenMeasured = whenMeasured;
        addClassName("strength-response");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        measure(attachEvent.getUI());
    }

    List<Strength> tested() {
        Measured known = measured;
        return known == null
                ? List.of()
                : known.found().strengths().stream()
                        .map(SheetMeasures.AtStrength::strength)
                        .toList();
    }

    /** Null until it is measured, and while pictures are being generated. */
    SheetMeasures.@Nullable Recommended recommended() {
        Measured known = measured;
        return known == null || known.awaits() ? null : known.found().recommended();
    }

    void show(StrengthWindow now) {
        window = now;
        Measured known = measured;
        if (known == null) {
            return;
        }
        SheetSummary sheet = known.sheet();
        SheetMeasures found = known.found();
        removeAll();
        if (!sheet.isComplete()) {
            add(MeasuresPanel.partial(sheet.pictures(), sheet.cells(), known.awaits()));
        }
        add(
                new ColumnCurves(found.columns(), found.choice(), known.awaits() ? ColumnCurves.noStrengthYet() : null),
                new Hint(
                        new Span("Measured on "),
                        new Anchor(SheetRoutes.of(sheet.id()), "test sheet " + sheet.number()),
                        new Span(". Change: mean colour difference to the picture without the LoRA. Variety: how much"
                                + " prompts still differ, against no LoRA.")),
                new StrengthResponse(found.strengths(), window));
    }

    /** Measures the newest sheet where it is another one than before. */
    void look() {
        if (!sheets.newest(version).equals(Optional.ofNullable(newest))) {
            getUI().ifPresent(this::measure);
        }
    }

    private void measure(UI page) {
        SheetId before = newest;
        SheetSummary now = sheets.ofVersion(version).stream().findFirst().orElse(null);
        newest = now == null ? null : now.id();
        if (now == null) {
            removeAll();
            add(new Hint("No test sheet has been generated, so nothing is measured. Generate one to see how this LoRA"
                    + " responds to strength before you set it."));
            return;
        }
        if (!now.id().equals(before)) {
            follow(now.id());
        }
        boolean waits = sheets.awaitsPictures(now.id());
        awaits = waits;
        measures.measure(now.id())
                .whenComplete((found, problem) -> page.access(() -> {
                    if (problem == null) {
                        measured = new Measured(now, waits, found);
                        show(window);
                        whenMeasured.run();
                    } else {
                        removeAll();
                        add(new Paragraph("Not measured. " + ErrorMessages.message(problem)));
                    }
                }))
                .exceptionally(shown -> null);
    }

    private void follow(SheetId sheet) {
        if (following != null) {
            following.remove();
        }
        following = LiveUpdate.refresh(this, signals.of(sheet), () -> sheetChanged(sheet));
    }

    /** Not measured with every picture that is generated. */
    private void sheetChanged(SheetId sheet) {
        if (!awaits || !sheets.awaitsPictures(sheet)) {
            getUI().ifPresent(this::measure);
        }
    }
}
