package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.blind.BlindResult;
import io.understudy.versions.blind.BlindResult.Standing;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.blind.BlindService;
import io.understudy.versions.blind.BlindSummary;
import io.understudy.versions.ui.VersionSection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(14)
class BlindSection implements VersionSection {
    private final BlindService comparisons;
    private final VersionSignals signals;

    BlindSection(BlindService comparisons, VersionSignals signals) {
        this.comparisons = comparisons;
        this.signals = signals;
    }

    @Override
    public Component of(VersionDetails version) {
        return new Comparisons(comparisons, signals, version.id());
    }

    private static final class Comparisons extends Div {
        private static final int FEW = 5;

        private final transient BlindService comparisons;
        private final transient VersionId version;
        private final SearchField search = new SearchField("Person", "Search blind comparisons by who made them");
        private final Div content = new Div();
        private transient List<BlindSummary> shown = List.of();

        Comparisons(BlindService comparisons, VersionSignals signals, VersionId version) {
            this.comparisons = comparisons;
            this.version = version;
            addClassName("panel");
            Div head = Panel.head(
                    "Blind comparisons", new Anchor(BlindRoutes.newComparison(version), "New blind comparison"));
            search.addValueChangeListener(event -> show(shown));
            add(head, search, content);
            LiveUpdate.refresh(this, signals.changes(), this::refresh);
            show(comparisons.ofVersion(version));
        }

        private void refresh() {
            List<BlindSummary> now = comparisons.ofVersion(version);
            if (!now.equals(shown)) {
                show(now);
            }
        }

        private void show(List<BlindSummary> now) {
            shown = now;
            SearchText text = new SearchText(search.text());
            search.setVisible(now.size() > FEW || !search.isEmpty());
            content.removeAll();
            if (now.isEmpty()) {
                content.add(new Paragraph(
                        "None yet. People vote on pairs of pictures without knowing whose they are: against"
                                + " production, no LoRA or other versions."));
                return;
            }
            List<BlindSummary> found =
                    now.stream().filter(state -> text.isIn(state.madeBy())).toList();
            if (found.isEmpty()) {
                content.add(search.nothingFound("blind comparisons", "who made them", () -> {}));
                return;
            }
            UnorderedList list = new UnorderedList();
            list.addClassName("blind-list");
            found.forEach(state -> list.add(line(state)));
            content.add(list);
        }

        private ListItem line(BlindSummary state) {
            Anchor link = new Anchor(BlindRoutes.of(state.id()), action(state));
            link.addClassName("tile-link");
            Span facts = Hint.inline(
                    new Span("%s, %s · made by %s, "
                            .formatted(
                                    Formats.plural(state.contestants(), "contestant", "contestants"),
                                    Formats.plural(state.finished(), "person has", "people have")
                                            + " voted on every pair",
                                    state.madeBy())),
                    new RelativeTime(state.madeAt()));
            Span words = Styled.span("words", link, facts);
            if (state.revealed() && state.finished() > 0) {
                Span result = new Span(inWords(comparisons.result(state.id())));
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
            return result.standings().stream().map(Comparisons::inWords).collect(Collectors.joining(" · "));
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
