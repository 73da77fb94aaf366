package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
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

class ChecklistPanel extends Panel {
    /** @param several ticks more than one item at once, where that is possible */
    ChecklistPanel(
            VersionDetails version,
            Set<String> changed,
            Button several,
            Consumer<ChecklistLine> toggle,
            Function<ChecklistItem, Component> comments) {
        addClassName("checklist-panel");
        Span count = Hint.inline("%d of %d ticked"
                .formatted(version.card().ticked(), version.card().items()));
        count.setTitle("Checklist edition " + version.checklistEdition());
        add(Panel.head("Quality checklist", count), new NextStepPanel(version));
        Map<Gap, List<ItemFact>> gaps = UnmeasuredFacts.shared(version.checklist().stream()
                .filter(line -> !line.isTicked())
                .flatMap(line -> line.facts().stream())
                .toList());
        gaps.forEach((gap, facts) -> add(new UnmeasuredFacts(gap, facts)));
        Div together = Styled.div("actions", several);
        together.setVisible(several.isVisible());
        add(together);
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
        Span title = Styled.span("checklist-title", line.item().title());
        Div words = Styled.div("checklist-words");
        TickDetails tick = line.tick();
        if (tick == null) {
            words.add(Hint.inline(line.item().hint()));
            line.facts().stream()
                    .filter(fact -> fact.gap() == null || !saidAbove.contains(fact.gap()))
                    .forEach(fact -> words.add(new FactLine(fact)));
            if (editable) {
                words.add(Styled.span(
                        "secondary-text key-hint", "Press " + line.item().position() + " to tick."));
            }
        } else {
            words.add(new EvidenceStrip(version, tick.evidence()), by(tick), Hint.inline(tick.note()));
            String stale = line.stale();
            if (stale != null) {
                words.add(
                        Styled.span("stale-words", "Stale: " + stale + "."),
                        Styled.span(
                                "secondary-text key-hint",
                                "Press " + line.item().position() + " to confirm."));
            }
        }
        if (!line.takenBack().isEmpty()) {
            words.add(takenBack(line.item(), line.takenBack()));
        }
        Div row =
                Styled.div("checklist-row", box(line, editable, toggle), title, badge(line, changed, comments), words);
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
        Div badges = Styled.div("checklist-badges");
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
        Span line = Hint.inline(new Span(tick.tickedBy() + ", "), new RelativeTime(tick.tickedAt()));
        if (pictures > 0) {
            line.add(new Span(" · " + Formats.plural(pictures, "picture", "pictures")));
        }
        return line;
    }

    private static Component takenBack(ChecklistItem item, List<TickDetails> ticks) {
        Details details = new Details(Formats.plural(ticks.size(), "tick", "ticks") + " taken back");
        ticks.forEach(tick -> details.add(new Paragraph("%s ticked: %s — %s took it back %s: %s"
                .formatted(
                        tick.tickedBy(),
                        tick.note(),
                        tick.untickedBy(),
                        tick.untickedAt() == null ? "" : BrowserTime.exact(tick.untickedAt()),
                        tick.untickReason()))));
        details.addClassName("taken-back");
        details.setId("taken-back-" + item.key());
        return details;
    }
}
