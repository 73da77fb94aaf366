package io.understudy.billing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import io.understudy.billing.CostService;
import io.understudy.billing.PriceLine;
import io.understudy.billing.PricedService;
import io.understudy.billing.PublishedPrice;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class BillingSettings extends SettingsSection {
    private static final int AFTER_BACKENDS = 50;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final CostService costs;

    BillingSettings(CostService costs) {
        super("Costs", AFTER_BACKENDS);
        this.costs = costs;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        DraftKeeper draft = new DraftKeeper("settings/costs");
        BigDecimalField limit = money("A person may order in 24 hours without an admin", costs.limit());
        limit.setHelperText("Runs, pictures and captions of the last 24 hours count together with the new one, unless"
                + " an admin ordered or released them. A run above this, or without a known price, awaits an admin's"
                + " approval; pictures and captions are refused.");
        List<TypedPrice> prices = new ArrayList<>();
        Div table = Styled.div("price-table");
        for (PriceLine line : costs.prices()) {
            BigDecimalField price = money("", line.price());
            price.setAriaLabel("Price of " + line.service().name());
            prices.add(new TypedPrice(line, price));
            table.add(row(line, price));
        }
        Div actions = Styled.div("actions", new Button("Save", event -> {
            if (save(limit, prices)) {
                draft.saved();
                Notifications.done("Prices and limit are saved");
            }
        }));
        Anchor spent = new Anchor(BillingRoutes.SPEND, "What was spent, month by month");
        draft.add(Styled.div("settings-form", limit, table, actions, spent));
        return draft;
    }

    private static Div row(PriceLine line, BigDecimalField price) {
        PricedService service = line.service();
        Anchor source = new Anchor(String.valueOf(service.page()), source(service));
        source.setTarget("_blank");
        source.getElement().setAttribute("rel", "noreferrer");
        source.addClassName("secondary-text");
        Div row = Styled.div(
                "price-row",
                Styled.div("price-words", new Span(service.name()), source),
                price,
                Hint.inline("per " + service.unit()));
        return row;
    }

    private static String source(PricedService service) {
        PublishedPrice published = service.published();
        return published == null
                ? "No price is known; look at the service's page"
                : "Proposed: $" + published.dollars().toPlainString() + ", noted on " + DAY.format(published.noted())
                        + "; the service's page has the price of today";
    }

    private static BigDecimalField money(String label, @Nullable BigDecimal amount) {
        BigDecimalField field = new BigDecimalField(label);
        field.setPrefixComponent(new Span("$"));
        if (amount != null) {
            field.setValue(amount);
        }
        return field;
    }

    private boolean save(BigDecimalField limit, List<TypedPrice> prices) {
        BigDecimal most = limit.getValue();
        boolean saved = ErrorMessages.guard(limit, () -> costs.changeLimit(most == null ? BigDecimal.ZERO : most));
        for (TypedPrice price : prices) {
            saved &= price.save(costs);
        }
        return saved;
    }

    private static final class TypedPrice {
        private final PricedService service;
        private final BigDecimalField field;
        private @Nullable BigDecimal known;

        TypedPrice(PriceLine line, BigDecimalField field) {
            this.service = line.service();
            this.field = field;
            this.known = line.price();
        }

        /** A price that nobody touched here is left as it is: someone else may have changed it since. */
        boolean save(CostService costs) {
            BigDecimal price = field.getValue();
            if (price == null || known != null && price.compareTo(known) == 0) {
                return true;
            }
            if (!ErrorMessages.guard(field, () -> costs.changePrice(service.id(), price))) {
                return false;
            }
            known = price;
            return true;
        }
    }
}
