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
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.ui.ProofDialog;
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
    private final Reauthentication passwords;

    BillingSettings(CostService costs, Reauthentication passwords) {
        super("Costs", AFTER_BACKENDS);
        this.costs = costs;
        this.passwords = passwords;
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
        Runnable saved = () -> {
            draft.saved();
            Notifications.done("Prices and limit are saved");
        };
        Div actions = Styled.div("actions", new Button("Save", event -> {
            if (!letsSpendMore(limit, prices)) {
                save(limit, prices, null, saved);
                return;
            }
            new ProofDialog(
                            "Let people spend more?",
                            "A higher limit and lower prices let everyone order more without an admin.",
                            "Save prices",
                            passwords,
                            proof -> save(limit, prices, proof, saved))
                    .because("Asked again because it decides what can be spent.")
                    .open();
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
                        + "; the service's page has today's price";
    }

    private static BigDecimalField money(String label, @Nullable BigDecimal amount) {
        BigDecimalField field = new BigDecimalField(label);
        field.setPrefixComponent(new Span("$"));
        if (amount != null) {
            field.setValue(amount);
        }
        return field;
    }

    private boolean letsSpendMore(BigDecimalField limit, List<TypedPrice> prices) {
        BigDecimal most = limit.getValue();
        return (most != null && most.compareTo(costs.limit()) > 0)
                || prices.stream().anyMatch(TypedPrice::falls);
    }

    private void save(BigDecimalField limit, List<TypedPrice> prices, @Nullable PasswordProof proof, Runnable saved) {
        BigDecimal most = limit.getValue();
        boolean all = ErrorMessages.guard(limit, () -> costs.changeLimit(most == null ? BigDecimal.ZERO : most, proof));
        for (TypedPrice price : prices) {
            all &= price.save(costs, proof);
        }
        if (all) {
            saved.run();
        }
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

        /** Also where none was known, for which people ask an admin. */
        boolean falls() {
            BigDecimal price = field.getValue();
            return price != null && price.signum() >= 0 && (known == null || price.compareTo(known) < 0);
        }

        /** A price that nobody touched here is left as it is: someone else may have changed it since. */
        boolean save(CostService costs, @Nullable PasswordProof proof) {
            BigDecimal price = field.getValue();
            if (price == null || known != null && price.compareTo(known) == 0) {
                return true;
            }
            if (!ErrorMessages.guard(field, () -> costs.changePrice(service.id(), price, proof))) {
                return false;
            }
            known = price;
            return true;
        }
    }
}
