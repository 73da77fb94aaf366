package io.understudy.billing.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.billing.CostService;
import io.understudy.billing.PriceLine;
import io.understudy.identity.People;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.ui.ProofDialog;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BillingSettingsTest extends ViewTest {
    @Autowired
    CostService costs;

    @BeforeEach
    void openSettings() {
        signIn(people.admin("Ada"));
        Navigation.open("settings");
    }

    @Test
    void theLimitAndEveryPriceAreKeptUntilTheyAreSaved() {
        assertThat(_find(keeper(), BigDecimalField.class))
                .hasSize(costs.prices().size() + 1);
    }

    @Test
    void theLimitSaysThatTheOrdersOfADayCountTogether() {
        BigDecimalField limit = _get(
                keeper(),
                BigDecimalField.class,
                spec -> spec.withLabel("A person may order in 24 hours without an admin"));

        assertThat(limit.getHelperText())
                .contains("Runs, pictures and captions of the last 24 hours count together", "ordered or released");
    }

    @Test
    void aRefusedPriceStaysADraft() {
        _setValue(price(), new BigDecimal("-1"));

        save();

        assertThat(price().isInvalid()).isTrue();
        assertThat(saved()).isEmpty();
    }

    @Test
    void savedPricesAreADraftNoLonger() {
        BigDecimal higher = Objects.requireNonNull(line().price()).add(BigDecimal.ONE);
        _setValue(price(), higher);

        press();

        assertThat(saved()).containsExactly("settings/costs");
        assertThat(line().price()).isEqualByComparingTo(higher);
    }

    @Test
    void aPriceIsChangedBackOnTheSamePage() {
        BigDecimal before = line().price();
        _setValue(price(), new BigDecimal("7.5"));
        save();

        _setValue(price(), before);
        save();

        assertThat(line().price()).isEqualByComparingTo(before);
    }

    @Test
    @Tag("attack")
    void aHigherLimitTakesThePasswordAndALowerOneDoesNot() {
        BigDecimalField limit = _get(
                keeper(),
                BigDecimalField.class,
                spec -> spec.withLabel("A person may order in 24 hours without an admin"));
        BigDecimal before = costs.limit();
        _setValue(limit, before.add(BigDecimal.ONE));
        press();
        assertThat(costs.limit()).isEqualByComparingTo(before);

        type();

        assertThat(costs.limit()).isEqualByComparingTo(before.add(BigDecimal.ONE));
        _setValue(limit, BigDecimal.ONE);
        press();
        assertThat(_find(ProofDialog.class)).isEmpty();
        assertThat(costs.limit()).isEqualByComparingTo(BigDecimal.ONE);
    }

    @Test
    @Tag("attack")
    void whoDoesNotKnowTheAdminsPasswordLetsNobodySpendMore() {
        String service = line().service().id();
        BigDecimal price = Objects.requireNonNull(line().price());
        PasswordProof ofAnother = people.proofOf(people.member("Mara").accountId());

        for (@Nullable PasswordProof useless : Arrays.<@Nullable PasswordProof>asList(null, ofAnother)) {
            assertThatThrownBy(() -> costs.changeLimit(new BigDecimal("99999"), useless))
                    .isInstanceOf(DomainException.RuleViolation.class);
            assertThatThrownBy(() -> costs.changePrice(service, BigDecimal.ZERO, useless))
                    .isInstanceOf(DomainException.RuleViolation.class);
        }

        assertThat(line().price()).isEqualByComparingTo(price);
        costs.changePrice(service, price.add(BigDecimal.ONE), null);
        costs.changeLimit(BigDecimal.ZERO, null);
        assertThat(line().price()).isEqualByComparingTo(price.add(BigDecimal.ONE));
    }

    private PriceLine line() {
        return costs.prices().stream()
                .filter(line -> line.service().published() != null)
                .findFirst()
                .orElseThrow();
    }

    private BigDecimalField price() {
        String label = "Price of " + line().service().name();
        return _find(BigDecimalField.class).stream()
                .filter(field -> field.getAriaLabel().filter(label::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static DraftKeeper keeper() {
        return _find(DraftKeeper.class).stream()
                .filter(keeper -> "settings/costs".equals(keeper.getElement().getAttribute("key")))
                .findFirst()
                .orElseThrow();
    }

    /** With the password where it is asked for. */
    private static void save() {
        press();
        if (!_find(ProofDialog.class).isEmpty()) {
            type();
        }
    }

    private static void press() {
        _click(_get(keeper(), Button.class, spec -> spec.withText("Save")));
    }

    private static void type() {
        _setValue(_get(PasswordField.class, spec -> spec.withLabel("Your password")), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Save prices")));
    }

    /** Keys of the drafts that the browser was asked to drop. */
    private static List<String> saved() {
        return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .map(PendingJavaScriptInvocation::getInvocation)
                .filter(script -> script.getExpression().contains("draft-saved"))
                .map(script -> String.valueOf(script.getParameters().getFirst()))
                .toList();
    }
}
