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
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.RefreshOnChange;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionState;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class StrengthPanel extends Div {
    private final transient StrengthServices services;
    private final Div head = new Div();
    private final Div content = new Div();
    private final Div response = new Div();
    private transient VersionDetails version;
    private transient @Nullable SheetMeasures measured;

    StrengthPanel(StrengthServices services, VersionDetails version) {
        this.services = services;
        this.version = version;
        addClassName("panel");
        head.addClassName("panel-head");
        content.addClassName("strength-content");
        response.addClassName("strength-response");
        add(head, content, response);
        RefreshOnChange.of(this, services.signals().changes(), this::refresh);
        show();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        UI page = attachEvent.getUI();
        List<SheetSummary> sheets = services.sheets().ofVersion(version.id());
        if (sheets.isEmpty()) {
            Paragraph none = new Paragraph(
                    "No test sheet has been generated, so nothing is measured. Generate one to see how this LoRA"
                            + " responds to strength before you set it.");
            none.addClassName("secondary-text");
            response.removeAll();
            response.add(none);
            return;
        }
        SheetSummary latest = sheets.getFirst();
        services.measures()
                .measure(latest.id())
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
        VersionDetails now = services.versions().details(version.id());
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
        if (isOpen()) {
            head.add(new Button(stated == null ? "Set strength…" : "Change…", click -> ask()));
        }
        content.removeAll();
        content.add(
                new StrengthScale().show(version.card().strength(), tested()),
                stated == null ? guides() : stated(stated));
        SheetMeasures known = measured;
        if (known != null) {
            services.sheets().ofVersion(version.id()).stream()
                    .findFirst()
                    .ifPresent(latest -> showResponse(latest, known));
        }
    }

    private boolean isOpen() {
        return version.state() != VersionState.SUPERSEDED && version.state() != VersionState.REVOKED;
    }

    private static Paragraph guides() {
        return new Paragraph(
                new StateBadge("not set", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN),
                new Span(" Nobody has set it for this version, so prompts and stacks use the guide's window."));
    }

    private static Div stated(StatedStrength stated) {
        Paragraph who = new Paragraph(
                new Span("Set by " + stated.by() + ", "),
                new RelativeTime(stated.at()),
                new Span(". Prompts and stacks use it; it is part of what is signed."));
        who.addClassName("secondary-text");
        Div words = new Div();
        if (!stated.note().isEmpty()) {
            words.add(new Paragraph(stated.note()));
        }
        words.add(who);
        return words;
    }

    private List<Double> tested() {
        SheetMeasures known = measured;
        return known == null
                ? List.of()
                : known.strengths().stream()
                        .map(SheetMeasures.AtStrength::strength)
                        .toList();
    }

    private void showResponse(SheetSummary sheet, SheetMeasures result) {
        Paragraph source = new Paragraph(
                new Span("Measured on "),
                new Anchor(SheetRoutes.of(sheet.id()), "test sheet " + sheet.number()),
                new Span(". Change: mean colour difference to the picture without the LoRA. Variety: how much prompts"
                        + " still differ, against no LoRA."));
        source.addClassName("secondary-text");
        response.removeAll();
        response.add(
                source, new StrengthResponse(result.strengths(), version.card().strength()));
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
                        services.strengths()
                                .state(shown.id(), window, note, shown.card().stated());
                        Notifications.done("Prompts and stacks use " + window.inWords() + " from now on.");
                        refresh();
                    }

                    @Override
                    public void takeBack() {
                        services.strengths().takeBack(shown.id(), shown.card().stated());
                        Notifications.done("The guide's window counts again.");
                        refresh();
                    }
                })
                .open();
    }
}
