package io.understudy.audit.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.audit.AuditRow;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.ui.StateBadge;
import io.understudy.support.ViewTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AuditViewTest extends ViewTest {
    @Autowired
    AuditEvents acts;

    @Test
    void anAdminSeesTheNewestActFirst() {
        signIn(people.admin("Ines"));
        launch(1, 2);

        UI.getCurrent().navigate("audit");

        assertThat(GridKt._size(grid())).isEqualTo(2);
        assertThat(GridKt._get(grid(), 0).sentence()).isEqualTo("Ines launched run 2");
    }

    @Test
    void theFilterLeavesWhatItAsksForAndSaysSo() {
        signIn(people.admin("Ines"));
        launch(1, 2);
        UI.getCurrent().navigate("audit");

        _setValue(_get(TextField.class, spec -> spec.withPlaceholder("Subject")), "#1");

        assertThat(GridKt._size(grid())).isEqualTo(1);
        assertThat(foundWords()).isEqualTo("1 row for subject “#1”");
    }

    @Test
    void aLinkOpensTheTrailOfOneThing() {
        signIn(people.admin("Ines"));
        launch(1, 2);

        UI.getCurrent().navigate("audit", QueryParameters.fromString("subject=%232&verb=run.launched"));

        assertThat(GridKt._size(grid())).isEqualTo(1);
        assertThat(_find(ComboBox.class).get(1).getValue()).isEqualTo("run.launched");
    }

    @Test
    void theOldestActComesFirstWhereTheAddressAsksForIt() {
        signIn(people.admin("Ines"));
        launch(1, 2);

        UI.getCurrent().navigate("audit", QueryParameters.fromString("sort=oldest&from=2000-01-01&to=no-day"));

        assertThat(GridKt._get(grid(), 0).sentence()).isEqualTo("Ines launched run 1");
        assertThat(foundWords()).isEqualTo("2 rows for from 2000-01-01");
    }

    @Test
    void verifyingSaysTheResultInWords() {
        signIn(people.admin("Ines"));
        launch(1, 2, 3);
        UI.getCurrent().navigate("audit");

        _click(_get(Button.class, spec -> spec.withText("Verify trail")));

        assertThat(verdict()).isEqualTo("3 rows, unbroken");
    }

    @Test
    void theTrailIsOfferedAsATableAndForVerification() {
        signIn(people.admin("Ines"));

        UI.getCurrent().navigate("audit");

        assertThat(_find(Anchor.class))
                .filteredOn(link -> link.getElement().hasAttribute("download"))
                .extracting(Anchor::getText)
                .containsExactly("Export CSV", "Export for verification");
    }

    @Test
    void aReviewerGetsNoTrail() {
        signIn(people.reviewer("Jon"));

        UI.getCurrent().navigate("audit");

        _assertNone(Grid.class);
        assertThat(_get(H1.class).getText()).isNotEmpty();
    }

    /** The check runs on its own thread; its result comes with one of the next round trips. */
    private static String verdict() {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (_find(StateBadge.class).isEmpty() && System.nanoTime() < deadline) {
            MockVaadin.clientRoundtrip(false);
            Thread.onSpinWait();
        }
        return _get(StateBadge.class).getElement().getTextRecursively();
    }

    private static String foundWords() {
        return _find(Span.class).stream()
                .filter(span -> span.getElement().hasAttribute("aria-live"))
                .map(span -> span.getText())
                .findFirst()
                .orElseThrow();
    }

    private void launch(int... numbers) {
        for (int number : numbers) {
            acts.publish(
                    "run.launched",
                    new AuditEvent.Subject("run", Integer.toString(number), "#" + number),
                    Map.of("steps", "1000"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Grid<AuditRow> grid() {
        return _get(Grid.class);
    }
}
