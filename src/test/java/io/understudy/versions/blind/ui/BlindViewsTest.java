package io.understudy.versions.blind.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.SearchField;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.blind.BlindService;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class BlindViewsTest extends SheetsTest {
    @Autowired
    BlindService comparisons;

    @Autowired
    VersionSignals changes;

    @Test
    void withoutASheetThePageSaysWhatToDo() {
        UI.getCurrent().navigate(BlindRoutes.newComparison(version));

        assertThat(text()).contains("This version has no test sheet");
        assertThat(_get(Button.class, spec -> spec.withText("Start the comparison"))
                        .isEnabled())
                .isFalse();
    }

    @Test
    void fromTheVersionThroughTheVotesToTheNames() {
        drawnSheet();
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(_get(Anchor.class, spec -> spec.withText("New blind comparison"))
                        .getHref())
                .isEqualTo(BlindRoutes.newComparison(version));
        UI.getCurrent().navigate(BlindRoutes.newComparison(version));
        assertThat(_get(CheckboxGroup.class).getSelectedItems())
                .as("the recommended strength and no LoRA")
                .hasSize(2);
        assertThat(text()).contains("2 pairs for each person");
        _click(_get(Button.class, spec -> spec.withText("Start the comparison")));

        assertThat(text()).contains("Pair 1 of 2", "ohwx woman, portrait");
        assertNothingTellsNames();
        _click(_get(Button.class, spec -> spec.withText("← Left is better")));
        assertThat(text()).contains("Pair 2 of 2");
        assertNothingTellsNames();
        _click(_get(Button.class, spec -> spec.withText("Back to the previous pair (Backspace)")));
        assertThat(text()).contains("Pair 1 of 2");
        _click(_get(Button.class, spec -> spec.withText("↓ Tie")));
        _click(_get(Button.class, spec -> spec.withText("↓ Tie")));

        _assertNone(BlindStage.class);
        assertThat(text()).contains("Result so far", "votes of Mara", "ava-lindqvist_v1_10steps at 0.9", "50 %");
        _click(_get(Button.class, spec -> spec.withText("Close the comparison")));
        assertThat(text()).as("asks first").contains("Result so far");
        confirm();
        assertThat(text()).doesNotContain("Result so far").contains("Result");
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(text()).contains("Closed: see the result", "no LoRA 50 % (9–91)");
    }

    @Test
    void manyComparisonsOfAVersionAreSearched() {
        drawnSheet();
        for (int number = 1; number <= 6; number++) {
            UI.getCurrent().navigate(BlindRoutes.newComparison(version));
            _click(_get(Button.class, spec -> spec.withText("Start the comparison")));
        }
        UI.getCurrent().navigate(VersionRoutes.of(version));
        SearchField search = _get(
                SearchField.class,
                spec -> spec.withPredicate(
                        field -> field.getAriaLabel().orElse("").startsWith("Search blind comparisons")));

        _setValue(search, "zebra");
        assertThat(text()).contains("Nothing matches “zebra”").doesNotContain("Vote on 2 pairs");
        _setValue(search, "mara");
        assertThat(text()).contains("Vote on 2 pairs");
    }

    @Test
    void whoIsVotingKeepsThePairWhenSomeoneElseClosesTheComparison() throws Exception {
        drawnSheet();
        UI.getCurrent().navigate(BlindRoutes.newComparison(version));
        _click(_get(Button.class, spec -> spec.withText("Start the comparison")));
        _click(_get(Button.class, spec -> spec.withText("↓ Tie")));
        _click(_get(Button.class, spec -> spec.withText("↓ Tie")));
        BlindId id = comparisons.ofVersion(version).getFirst().id();
        SignedInPerson jon = signIn(people.reviewer("Jon"));
        UI.getCurrent().navigate(BlindRoutes.of(id));
        assertThat(text()).contains("Pair 1 of 2");

        signIn(mara);
        comparisons.close(id);
        signIn(jon);
        changes.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        assertThat(text()).contains("Pair 1 of 2", "Voting was closed");
        assertNothingTellsNames();

        _click(_get(Button.class, spec -> spec.withText("Show")));
        _assertNone(BlindStage.class);
        assertThat(text()).contains("Result").doesNotContain("Voting was closed");
    }

    private static void confirm() {
        ConfirmDialog dialog = _get(ConfirmDialog.class);
        ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, true));
    }

    private static void assertNothingTellsNames() {
        assertThat(_get(Page.class).getElement().getOuterHTML())
                .doesNotContain("no LoRA", "ava-lindqvist_v1", "0.9", "blobs/", "sheets/")
                .doesNotContainPattern("[0-9a-f]{64}");
    }

    private static String text() {
        return _get(Page.class).getElement().getTextRecursively();
    }
}
