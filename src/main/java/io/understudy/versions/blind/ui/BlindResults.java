package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.blind.BlindResult;
import io.understudy.versions.blind.BlindResult.Duel;
import io.understudy.versions.blind.BlindResult.Standing;
import io.understudy.versions.blind.BlindSummary;
import io.understudy.versions.blind.WinRate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class BlindResults extends Panel {
    private static final String CLASSES = "compare-table blind-results";

    BlindResults(BlindResult result, BlindSummary state) {
        Span who = Hint.inline(
                result.voters().isEmpty()
                        ? "nobody has voted on every pair yet"
                        : "votes of " + String.join(", ", result.voters()));
        Div head = Panel.head(state.open() ? "Result so far" : "Result", who);
        Paragraph how = new Hint("Win rate: share of the votes, a tie counts half for each. The band is the 95 %"
                + " Wilson score interval; it takes every vote as independent, so votes of one person on similar"
                + " pictures make it look more certain than it is. Only people who voted on every pair are counted.");
        add(
                head,
                new ScrollRegion("compare-scroll", "Win rates", standings(result)),
                new H2("Head to head"),
                new ScrollRegion("compare-scroll", "Head to head", duels(result)),
                how);
        if (state.open()) {
            Paragraph open = new Hint("More people can vote until someone closes the comparison; then the result counts"
                    + " as a measure of its versions.");
            add(open);
        }
    }

    private static DataTable standings(BlindResult result) {
        DataTable table =
                new DataTable(CLASSES, "Contestant", "Preferred", "Tie", "Not preferred", "Win rate", "95 % interval");
        for (Standing standing : result.standings()) {
            fill(table.row(name(standing.name(), standing.version(), standing.production())), standing.rate());
        }
        return table;
    }

    private static DataTable duels(BlindResult result) {
        DataTable table = new DataTable(
                CLASSES, "Pair", "First preferred", "Tie", "Second preferred", "First's win rate", "95 % interval");
        for (Duel duel : result.duels()) {
            fill(table.row(duel.first().name() + " against " + duel.second().name()), duel.rate());
        }
        return table;
    }

    private static Component name(String name, @Nullable VersionId version, boolean production) {
        Span words = new Span();
        words.add(version == null ? new Span(name) : new Anchor(VersionRoutes.of(version), name));
        if (production) {
            words.add(Hint.inline(" · in production then"));
        }
        return words;
    }

    private static void fill(NativeTableRow row, WinRate rate) {
        row.addDataCell().setText(Integer.toString(rate.wins()));
        row.addDataCell().setText(Integer.toString(rate.equal()));
        row.addDataCell().setText(Integer.toString(rate.losses()));
        row.addDataCell().setText(rate.votes() == 0 ? "–" : percent(rate.share()) + " %");
        row.addDataCell().add(bar(rate));
    }

    static Component bar(WinRate rate) {
        Span bar = Styled.span("win-bar");
        bar.add(Styled.span("half"));
        if (rate.votes() > 0) {
            Span interval = Styled.span("interval");
            interval.getStyle()
                    .set("inset-inline-start", percent(rate.low()) + "%")
                    .set("width", percent(rate.high() - rate.low()) + "%");
            Span share = Styled.span("share");
            share.getStyle().set("inset-inline-start", percent(rate.share()) + "%");
            bar.add(interval, share);
        }
        String words = rate.votes() == 0 ? "no votes" : percent(rate.low()) + " to " + percent(rate.high()) + " %";
        bar.getElement().setAttribute("role", "img").setAttribute("aria-label", words);
        bar.setTitle(words);
        return bar;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }
}
