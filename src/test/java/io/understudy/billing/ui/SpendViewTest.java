package io.understudy.billing.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import io.understudy.billing.ChargeRepository;
import io.understudy.billing.NewCharge;
import io.understudy.billing.SpendLine;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

class SpendViewTest extends ViewTest {
    @Autowired
    ChargeRepository charges;

    @Autowired
    TransactionOperations transaction;

    @Test
    void aMonthWithoutUsesSaysWhatBelongsHere() {
        signIn(people.member("Mara"));

        Navigation.open("costs");

        _assertOne(H2.class, spec -> spec.withText("Nothing was spent in March 2026"));
    }

    @Test
    void anAdminSeesEveryPersonAndEachUseLeadsToItsRun() {
        use(people.member("Mara"), "Run 41");
        use(people.member("Ines"), "Run 42");
        signIn(people.admin("Ada"));

        Navigation.open("costs?month=2026-03");

        Grid<SpendLine> lines = lines();
        assertThat(GridKt._size(lines)).isEqualTo(2);
        assertThat(lines.getColumns().getFirst().getHeaderText()).isEqualTo("Person");
        assertThat(_find(Grid.class)).hasSize(2);
        Grid<?> uses = _find(Grid.class).get(1);
        assertThat(GridKt._size(uses)).isEqualTo(2);
        assertThat(GridKt._getCellComponent(uses, 0, "purpose")).isInstanceOf(Anchor.class);
    }

    @Test
    void aMemberSeesNoColumnOfPeople() {
        use(people.member("Mara"), "Run 41");
        use(people.member("Ines"), "Run 42");
        signIn(people.member("Mara"));

        Navigation.open("costs");

        assertThat(GridKt._size(lines())).isEqualTo(1);
        assertThat(lines().getColumns().getFirst().getHeaderText()).isEqualTo("Character");
    }

    @Test
    void aMonthThatIsNoneShowsThisOne() {
        signIn(people.member("Mara"));

        Navigation.open("costs?month=yesterday");

        assertThat(_get(Select.class).getValue()).isEqualTo(YearMonth.of(2026, 3));
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo("costs");
    }

    @SuppressWarnings("unchecked")
    private static Grid<SpendLine> lines() {
        List<Grid> grids = _find(Grid.class);
        return grids.getFirst();
    }

    private void use(SignedInPerson person, String purpose) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> charges.open(new NewCharge(
                "fal-flux-lora-fast-training",
                BigDecimal.ONE,
                UUID.randomUUID(),
                1,
                purpose,
                null,
                person.accountId()))));
    }
}
