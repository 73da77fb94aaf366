package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.RefreshOnChange;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.blind.BlindResult;
import io.understudy.versions.blind.BlindResult.Standing;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.blind.BlindSummary;
import io.understudy.versions.ui.VersionSection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

@org.springframework.stereotype.Component
class BlindSection implements VersionSection {
    private final BlindServices services;

    BlindSection(BlindServices services) {
        this.services = services;
    }

    @Override
    public int order() {
        return 14;
    }

    @Override
    public Component of(VersionDetails version) {
        return new Panel(services, version.id());
    }

    private static final class Panel extends Div {
        private final transient BlindServices desk;
        private final transient VersionId version;
        private final Div content = new Div();
        private transient List<BlindSummary> shown = List.of();

        Panel(BlindServices desk, VersionId version) {
            this.desk = desk;
            this.version = version;
            addClassName("panel");
            Div head = new Div(
                    new H2("Blind comparisons"),
                    new Anchor(BlindRoutes.newComparison(version), "New blind comparison"));
            head.addClassName("panel-head");
            add(head, content);
            RefreshOnChange.of(this, desk.signals().changes(), this::refresh);
            show(desk.comparisons().ofVersion(version));
        }

        private void refresh() {
            List<BlindSummary> now = desk.comparisons().ofVersion(version);
            if (!now.equals(shown)) {
                show(now);
            }
        }

        private void show(List<BlindSummary> comparisons) {
            shown = comparisons;
            content.removeAll();
            if (comparisons.isEmpty()) {
                content.add(new Paragraph(
                        "None yet. People vote on pairs of pictures without knowing whose they are: against"
                                + " production, no LoRA or other versions."));
                return;
            }
            UnorderedList list = new UnorderedList();
            list.addClassName("blind-list");
            comparisons.forEach(state -> list.add(line(state)));
            content.add(list);
        }

        private ListItem line(BlindSummary state) {
            Anchor link = new Anchor(BlindRoutes.of(state.id()), action(state));
            link.addClassName("tile-link");
            Span facts = new Span(
                    new Span("%s, %s · made by %s, "
                            .formatted(
                                    Formats.plural(state.contestants(), "contestant", "contestants"),
                                    Formats.plural(state.finished(), "person has", "people have")
                                            + " voted on every pair",
                                    state.madeBy())),
                    new RelativeTime(state.madeAt()));
            facts.addClassName("secondary-text");
            Span words = new Span(link, facts);
            words.addClassName("words");
            if (state.revealed() && state.finished() > 0) {
                Span result = new Span(inWords(desk.comparisons().result(state.id())));
                words.add(result);
            }
            ListItem line = new ListItem(words);
            line.addClassName("sheet-line");
            return line;
        }

        private static String action(BlindSummary state) {
            if (!state.open()) {
                return "Closed: see the result";
            }
            if (state.revealed()) {
                return "You have voted: see the result so far";
            }
            return state.mine() == 0
                    ? "Vote on " + Formats.plural(state.pairs(), "pair", "pairs")
                    : "Continue voting: %d of %d done".formatted(state.mine(), state.pairs());
        }

        private static String inWords(BlindResult result) {
            return result.standings().stream().map(Panel::inWords).collect(Collectors.joining(" · "));
        }

        private static String inWords(Standing standing) {
            return String.format(
                    Locale.ROOT,
                    "%s %.0f %% (%.0f–%.0f)",
                    standing.name(),
                    100 * standing.rate().share(),
                    100 * standing.rate().low(),
                    100 * standing.rate().high());
        }
    }
}
