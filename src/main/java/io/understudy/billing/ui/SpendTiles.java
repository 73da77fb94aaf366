package io.understudy.billing.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.billing.Dollars;
import io.understudy.billing.SpendSum;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
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
                tile(Dollars.of(limit), "limit", "a person in 24 hours, without an admin"));
    }

    private static Div tile(String number, String what, String detail) {
        Span amount = Styled.span("number spend-amount", number);
        Span words = new Span(what);
        Div tile = new Panel(amount, words, Hint.inline(detail));
        tile.addClassName("spend-tile");
        return tile;
    }
}
