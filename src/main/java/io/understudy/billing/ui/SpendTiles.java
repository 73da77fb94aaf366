package io.understudy.billing.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.billing.Dollars;
import io.understudy.billing.SpendSum;
import io.understudy.platform.ui.Formats;
import java.math.BigDecimal;

class SpendTiles extends Div {
    SpendTiles(SpendSum total, BigDecimal limit) {
        addClassName("spend-tiles");
        add(
                tile(Dollars.of(total.actual()), "actual", "what is known"),
                tile(Dollars.of(total.pending()), "not known yet", "at most: under way, or ended without a result"),
                tile(
                        Dollars.of(total.estimated()),
                        "estimated",
                        "for " + Formats.plural(total.uses(), "use", "uses")
                                + (total.unpriced() == 0
                                        ? ""
                                        : "; " + Formats.count(total.unpriced()) + " without a known price")),
                tile(Dollars.of(limit), "limit", "of one launch without an admin"));
    }

    private static Div tile(String number, String what, String detail) {
        Span amount = new Span(number);
        amount.addClassNames("number", "spend-amount");
        Span words = new Span(what);
        Span small = new Span(detail);
        small.addClassName("secondary-text");
        Div tile = new Div(amount, words, small);
        tile.addClassNames("panel", "spend-tile");
        return tile;
    }
}
