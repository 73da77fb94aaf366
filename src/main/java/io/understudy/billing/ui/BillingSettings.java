package io.understudy.billing.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import io.understudy.billing.CostService;
import io.understudy.billing.PriceLine;
import io.understudy.billing.PricedService;
import io.understudy.billing.PublishedPrice;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class BillingSettings implements SettingsSection {
    private static final int AFTER_BACKENDS = 50;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final CostService costs;

    BillingSettings(CostService costs) {
        this.costs = costs;
    }

    @Override
    public String title() {
        return "Costs";
    }

    @Override
    public int order() {
        return AFTER_BACKENDS;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        BigDecimalField limit = money("A launch may cost without an admin", costs.limit());
        limit.setHelperText("A launch above this, or one without a known price, awaits an admin's approval.");
        Map<PriceLine, BigDecimalField> prices = new LinkedHashMap<>();
        Div table = Styled.div("price-table");
        for (PriceLine line : costs.prices()) {
            BigDecimalField price = money("", line.price());
            price.setAriaLabel("Price of " + line.service().name());
            prices.put(line, price);
            table.add(row(line, price));
        }
        Div actions = Styled.div("actions", Buttons.primary("Save", event -> save(limit, prices)));
        Anchor spent = new Anchor(BillingRoutes.SPEND, "What was spent, month by month");
        return Styled.div("settings-form", limit, table, actions, spent);
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

    private void save(BigDecimalField limit, Map<PriceLine, BigDecimalField> prices) {
        BigDecimal most = limit.getValue();
        boolean saved = ErrorMessages.guard(limit, () -> costs.changeLimit(most == null ? BigDecimal.ZERO : most));
        for (Map.Entry<PriceLine, BigDecimalField> entry : prices.entrySet()) {
            BigDecimal price = entry.getValue().getValue();
            BigDecimal before = entry.getKey().price();
            if (price != null && (before == null || price.compareTo(before) != 0)) {
                saved &= ErrorMessages.guard(
                        entry.getValue(),
                        () -> costs.changePrice(entry.getKey().service().id(), price));
            }
        }
        if (saved) {
            Notifications.done("Prices and limit are saved");
        }
    }
}
