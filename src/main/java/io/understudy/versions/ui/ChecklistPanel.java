package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ItemFact;
import io.understudy.versions.checklist.ItemFact.Gap;
import io.understudy.versions.checklist.TickDetails;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

class ChecklistPanel extends Div {
    ChecklistPanel(
            VersionDetails version,
            Set<String> changed,
            Consumer<ChecklistLine> toggle,
            Function<ChecklistItem, Component> comments) {
        addClassNames("panel", "checklist-panel");
        Span count = new Span("%d of %d ticked"
                .formatted(version.card().ticked(), version.card().items()));
        count.addClassName("secondary-text");
        count.setTitle("Checklist edition " + version.checklistEdition());
        Div head = new Div(new H2("Quality checklist"), count);
        head.addClassName("panel-head");
        add(head, new NextStepPanel(version));
        Map<Gap, List<ItemFact>> gaps = UnmeasuredFacts.shared(version.checklist().stream()
                .filter(line -> !line.isTicked())
                .flatMap(line -> line.facts().stream())
                .toList());
        gaps.forEach((gap, facts) -> add(new UnmeasuredFacts(gap, facts)));
        version.checklist()
                .forEach(line -> add(row(
                        version.id(),
                        line,
                        gaps.keySet(),
                        version.whyNoTicks() == null,
                        changed.contains(line.item().key()),
                        toggle,
                        comments.apply(line.item()))));
        add(new SignaturesPanel(version));
    }

    private static Component row(
            VersionId version,
            ChecklistLine line,
            Set<Gap> saidAbove,
            boolean editable,
            boolean changed,
            Consumer<ChecklistLine> toggle,
            Component comments) {
        Span title = new Span(line.item().title());
        title.addClassName("checklist-title");
        Div words = new Div();
        words.addClassName("checklist-words");
        TickDetails tick = line.tick();
        if (tick == null) {
            words.add(secondary(line.item().hint()));
            line.facts().stream()
                    .filter(fact -> fact.gap() == null || !saidAbove.contains(fact.gap()))
                    .forEach(fact -> words.add(new FactLine(fact)));
            if (editable) {
                words.add(keyHint("Press " + line.item().position() + " to tick."));
            }
        } else {
            words.add(new EvidenceStrip(version, tick.evidence()), by(tick), secondary(tick.note()));
            String stale = line.stale();
            if (stale != null) {
                Span why = new Span("Stale: " + stale + ".");
                why.addClassName("stale-words");
                words.add(why, keyHint("Press " + line.item().position() + " to confirm."));
            }
        }
        if (!line.takenBack().isEmpty()) {
            words.add(takenBack(line.takenBack()));
        }
        Div row = new Div(box(line, editable, toggle), title, badge(line, changed, comments), words);
        row.addClassName("checklist-row");
        if (changed) {
            row.addClassName("just-changed");
        }
        return row;
    }

    private static Component box(ChecklistLine line, boolean editable, Consumer<ChecklistLine> toggle) {
        NativeButton box = new NativeButton();
        box.addClassName("checklist-box");
        box.getElement()
                .setAttribute("role", "checkbox")
                .setAttribute("aria-checked", String.valueOf(line.isTicked()))
                .setAttribute("aria-keyshortcuts", String.valueOf(line.item().position()));
        box.setAriaLabel(line.item().title());
        box.setEnabled(editable || line.stale() != null);
        if (line.isTicked()) {
            box.add(VaadinIcon.CHECK.create());
        }
        box.addClickListener(event -> toggle.accept(line));
        return box;
    }

    private static Component badge(ChecklistLine line, boolean changed, Component comments) {
        Div badges = new Div();
        badges.addClassName("checklist-badges");
        badges.add(standing(line));
        if (changed) {
            badges.add(new StateBadge("changed just now", BadgeTone.WARN, VaadinIcon.REFRESH));
        }
        badges.add(comments);
        return badges;
    }

    private static StateBadge standing(ChecklistLine line) {
        if (line.stale() != null) {
            return new StateBadge("stale", BadgeTone.WARN, VaadinIcon.WARNING);
        }
        return line.isTicked()
                ? new StateBadge("ticked", BadgeTone.GOOD, VaadinIcon.CHECK)
                : new StateBadge("open", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
    }

    private static Component by(TickDetails tick) {
        long pictures = tick.evidence().stream()
                .filter(piece -> piece.kind().isPicture())
                .count();
        Span line = new Span(new Span(tick.tickedBy() + ", "), new RelativeTime(tick.tickedAt()));
        if (pictures > 0) {
            line.add(new Span(" · " + Formats.plural(pictures, "picture", "pictures")));
        }
        line.addClassName("secondary-text");
        return line;
    }

    private static Component takenBack(List<TickDetails> ticks) {
        Details details = new Details(Formats.plural(ticks.size(), "tick", "ticks") + " taken back");
        ticks.forEach(tick -> details.add(new Paragraph("%s ticked: %s — %s took it back %s: %s"
                .formatted(
                        tick.tickedBy(),
                        tick.note(),
                        tick.untickedBy(),
                        tick.untickedAt() == null ? "" : Formats.exact(tick.untickedAt()),
                        tick.untickReason()))));
        details.addClassName("taken-back");
        return details;
    }

    private static Component keyHint(String text) {
        Span span = new Span(text);
        span.addClassNames("secondary-text", "key-hint");
        return span;
    }

    private static Component secondary(String text) {
        Span span = new Span(text);
        span.addClassName("secondary-text");
        return span;
    }
}
