package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.StrengthService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import java.util.Objects;

class StrengthPanel extends Panel {
    private final transient StrengthService strengths;
    private final transient VersionService versions;
    private final Div head = Styled.div("panel-head");
    private final Div content = Styled.div("strength-content");
    private final MeasuredStrengths response;
    private transient VersionDetails version;

    StrengthPanel(
            StrengthService strengths,
            SheetService sheetService,
            SheetMeasureService measures,
            VersionService versions,
            VersionSignals signals,
            SheetSignals sheetSignals,
            VersionDetails version) {
        this.strengths = strengths;
        this.versions = versions;
        this.version = version;
        response = new MeasuredStrengths(
                sheetService,
                measures,
                sheetSignals,
                version.id(),
                version.card().strength(),
                this::measured);
        add(head, content, response);
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        show();
    }

    private void refresh() {
        VersionDetails now = versions.details(version.id());
        if (!Objects.equals(now.strength(), version.strength()) || now.state() != version.state()) {
            version = now;
            show();
        } else {
            version = now;
        }
        response.look();
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
                new StrengthScale().show(version.card().strength(), response.tested()),
                stated == null ? guides() : stated(stated));
        response.show(version.card().strength());
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

    private void measured() {
        content.getChildren()
                .filter(StrengthScale.class::isInstance)
                .map(StrengthScale.class::cast)
                .forEach(scale -> scale.show(version.card().strength(), response.tested()));
    }

    private void ask() {
        VersionDetails shown = version;
        new StrengthDialog(
                        shown,
                        response.recommended(),
                        (window, note) -> {
                            strengths.state(
                                    shown.id(), window, note, shown.card().stated());
                            Notifications.done("Prompts and stacks use " + window.inWords() + " from now on.");
                            refresh();
                        },
                        () -> {
                            strengths.takeBack(shown.id(), shown.card().stated());
                            Notifications.done("The guide's window counts again.");
                            refresh();
                        })
                .open();
    }
}
