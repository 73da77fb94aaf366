package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.StrengthService;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class StrengthPanel extends Panel {
    private final transient StrengthService strengths;
    private final transient SheetService sheetService;
    private final transient SheetMeasureService measures;
    private final transient VersionService versions;
    private final transient VersionSignals signals;
    private final Div head = Styled.div("panel-head");
    private final Div content = Styled.div("strength-content");
    private final Div response = Styled.div("strength-response");
    private transient VersionDetails version;
    private transient @Nullable SheetMeasures measured;

    StrengthPanel(
            StrengthService strengths,
            SheetService sheetService,
            SheetMeasureService measures,
            VersionService versions,
            VersionSignals signals,
            VersionDetails version) {
        this.strengths = strengths;
        this.sheetService = sheetService;
        this.measures = measures;
        this.versions = versions;
        this.signals = signals;
        this.version = version;
        add(head, content, response);
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        show();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        UI page = attachEvent.getUI();
        List<SheetSummary> sheets = sheetService.ofVersion(version.id());
        if (sheets.isEmpty()) {
            Paragraph none = new Hint(
                    "No test sheet has been generated, so nothing is measured. Generate one to see how this LoRA"
                            + " responds to strength before you set it.");
            response.removeAll();
            response.add(none);
            return;
        }
        SheetSummary latest = sheets.getFirst();
        measures.measure(latest.id())
                .whenComplete((result, problem) -> page.access(() -> {
                    if (problem == null) {
                        measured = result;
                        showResponse(latest, result);
                    } else {
                        response.removeAll();
                        response.add(new Paragraph("Not measured. " + ErrorMessages.message(problem)));
                    }
                }))
                .exceptionally(shown -> null);
    }

    private void refresh() {
        VersionDetails now = versions.details(version.id());
        if (!Objects.equals(now.strength(), version.strength()) || now.state() != version.state()) {
            version = now;
            show();
        } else {
            version = now;
        }
    }

    private void show() {
        StatedStrength stated = version.strength();
        head.removeAll();
        head.add(new H2("Recommended strength"));
        if (version.state().checklistIsOpen()) {
            head.add(new Button(stated == null ? "Set strength…" : "Change…", click -> ask()));
        }
        content.removeAll();
        content.add(
                new StrengthScale().show(version.card().strength(), tested()),
                stated == null ? guides() : stated(stated));
        SheetMeasures known = measured;
        if (known != null) {
            sheetService.ofVersion(version.id()).stream().findFirst().ifPresent(latest -> showResponse(latest, known));
        }
    }

    private static Paragraph guides() {
        return new Paragraph(
                new StateBadge("not set", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN),
                new Span(" Nobody has set it for this version, so prompts and stacks use the guide's window."));
    }

    private static Div stated(StatedStrength stated) {
        Paragraph who = new Hint(
                new Span("Set by " + stated.by() + ", "),
                new RelativeTime(stated.at()),
                new Span(". Prompts and stacks use it; it is part of what is signed."));
        Div words = new Div();
        if (!stated.note().isEmpty()) {
            words.add(new Paragraph(stated.note()));
        }
        words.add(who);
        return words;
    }

    private List<Strength> tested() {
        SheetMeasures known = measured;
        return known == null
                ? List.of()
                : known.strengths().stream()
                        .map(SheetMeasures.AtStrength::strength)
                        .toList();
    }

    private void showResponse(SheetSummary sheet, SheetMeasures result) {
        Paragraph source = new Hint(
                new Span("Measured on "),
                new Anchor(SheetRoutes.of(sheet.id()), "test sheet " + sheet.number()),
                new Span(". Change: mean colour difference to the picture without the LoRA. Variety: how much prompts"
                        + " still differ, against no LoRA."));
        response.removeAll();
        response.add(
                new ColumnCurves(result.columns(), result.choice()),
                source,
                new StrengthResponse(result.strengths(), version.card().strength()));
        content.getChildren()
                .filter(StrengthScale.class::isInstance)
                .map(StrengthScale.class::cast)
                .forEach(scale -> scale.show(version.card().strength(), tested()));
    }

    private void ask() {
        VersionDetails shown = version;
        SheetMeasures known = measured;
        new StrengthDialog(shown, known == null ? null : known.recommended(), new StrengthDialog.Steps() {
                    @Override
                    public void state(StrengthWindow window, String note) {
                        strengths.state(shown.id(), window, note, shown.card().stated());
                        Notifications.done("Prompts and stacks use " + window.inWords() + " from now on.");
                        refresh();
                    }

                    @Override
                    public void takeBack() {
                        strengths.takeBack(shown.id(), shown.card().stated());
                        Notifications.done("The guide's window counts again.");
                        refresh();
                    }
                })
                .open();
    }
}
