package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.blind.BlindResult;
import io.understudy.versions.blind.BlindResult.Duel;
import io.understudy.versions.blind.BlindResult.Standing;
import io.understudy.versions.blind.BlindSummary;
import io.understudy.versions.blind.WinRate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class BlindResults extends Div {
    BlindResults(BlindResult result, BlindSummary state) {
        addClassName("panel");
        Span who = new Span(
                result.voters().isEmpty()
                        ? "nobody has voted on every pair yet"
                        : "votes of " + String.join(", ", result.voters()));
        who.addClassName("secondary-text");
        Div head = new Div(new H2(state.open() ? "Result so far" : "Result"), who);
        head.addClassName("panel-head");
        Paragraph how = new Paragraph("Win rate: share of the votes, a tie counts half for each. The band is the 95 %"
                + " Wilson score interval; it takes every vote as independent, so votes of one person on like pictures"
                + " make it look more certain than it is. Only people who voted on every pair are counted.");
        how.addClassName("secondary-text");
        add(head, scroll(standings(result)), new H2("Head to head"), scroll(duels(result)), how);
        if (state.open()) {
            Paragraph open =
                    new Paragraph("More people can vote until someone closes the comparison; then the result counts"
                            + " as a measure of its versions.");
            open.addClassName("secondary-text");
            add(open);
        }
    }

    private static Div scroll(Component table) {
        Div scroll = new Div(table);
        scroll.addClassName("compare-scroll");
        return scroll;
    }

    private static NativeTable table(String... headings) {
        NativeTable table = new NativeTable();
        table.addClassNames("compare-table", "blind-results");
        NativeTableRow head = table.getHead().addRow();
        for (String heading : headings) {
            head.addHeaderCell().setText(heading);
        }
        return table;
    }

    private static NativeTable standings(BlindResult result) {
        NativeTable table = table("Contestant", "Preferred", "Tie", "Not preferred", "Win rate", "95 % interval");
        for (Standing standing : result.standings()) {
            NativeTableRow row = table.getBody().addRow();
            var name = row.addHeaderCell();
            name.getElement().setAttribute("scope", "row");
            name.add(name(standing.name(), standing.version(), standing.production()));
            fill(row, standing.rate());
        }
        return table;
    }

    private static NativeTable duels(BlindResult result) {
        NativeTable table =
                table("Pair", "First preferred", "Tie", "Second preferred", "First's win rate", "95 % interval");
        for (Duel duel : result.duels()) {
            NativeTableRow row = table.getBody().addRow();
            var name = row.addHeaderCell();
            name.getElement().setAttribute("scope", "row");
            name.setText(duel.first().name() + " against " + duel.second().name());
            fill(row, duel.rate());
        }
        return table;
    }

    private static Component name(String name, @Nullable VersionId version, boolean production) {
        Span words = new Span();
        words.add(version == null ? new Span(name) : new Anchor(VersionRoutes.of(version), name));
        if (production) {
            Span mark = new Span(" · in production then");
            mark.addClassName("secondary-text");
            words.add(mark);
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
        Span bar = new Span();
        bar.addClassName("win-bar");
        Span half = new Span();
        half.addClassName("half");
        bar.add(half);
        if (rate.votes() > 0) {
            Span interval = new Span();
            interval.addClassName("interval");
            interval.getStyle()
                    .set("inset-inline-start", percent(rate.low()) + "%")
                    .set("width", percent(rate.high() - rate.low()) + "%");
            Span share = new Span();
            share.addClassName("share");
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
