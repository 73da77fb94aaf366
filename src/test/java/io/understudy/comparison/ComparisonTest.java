package io.understudy.comparison;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.characters.CharacterId;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Pages;
import io.understudy.support.ViewTest;
import io.understudy.training.RunStories;
import io.understudy.training.ToldTraining;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@Import(ToldTraining.class)
class ComparisonTest extends ViewTest {
    @Autowired
    RunStories stories;

    @Autowired
    ComparisonService comparisons;

    private long first;
    private long second;

    @BeforeEach
    void twoRuns() {
        signIn(people.member("Mara"));
        stories.forget();
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        first = stories.finished(ava, 10, 1e-4).number();
        second = stories.finished(ava, 20, 0.0001).number();
    }

    @Test
    void settingsAreComparedByValueAndResultsAreMarked() {
        RunComparison comparison = comparisons.compare(List.of(first, second), null);

        assertThat(row(comparison, "Learning rate").hasDifference()).isFalse();
        assertThat(row(comparison, "Steps").differs(1)).isTrue();
        assertThat(comparison.sameTask()).isTrue();
        assertThat(row(comparison, "Last loss, smoothed").best()).hasValue(1);
    }

    @Test
    void samplesStandSideBySideAtTheSameStepPromptAndSeed() {
        SampleMatrix samples = comparisons.compare(List.of(first, second), null).samples();

        assertThat(samples.steps()).containsExactly(10, 20);
        assertThat(samples.rows()).singleElement().satisfies(row -> {
            assertThat(row.prompt()).isEqualTo("ohwx woman, portrait");
            assertThat(row.pictures().getFirst().getFirst()).isNotNull();
            assertThat(row.pictures().getFirst().getLast()).isNull();
            assertThat(row.pictures().getLast().getLast()).isNotNull();
        });
    }

    @Test
    void fewerThanTwoAreRefusedAndUnknownOnesAreNamed() {
        assertThatThrownBy(() -> comparisons.compare(List.of(first, first), null))
                .isInstanceOf(Refusal.RuleBroken.class);
        assertThatThrownBy(() -> comparisons.compare(List.of(first, 4711L), null))
                .isInstanceOf(Refusal.NotFound.class)
                .hasMessageContaining("no run 4711");
    }

    @Test
    void thePageHidesEqualRowsOnDemandAndKeepsTheSelectionInItsUrl() {
        Pages.open("compare?runs=" + first + "," + second + "&base=" + second);
        assertThat(labels()).contains("Steps", "Learning rate").doesNotContain("Seed");

        @SuppressWarnings("unchecked")
        RadioButtonGroup<Object> rows = _get(RadioButtonGroup.class);
        List<Object> choices = rows.getListDataView().getItems().toList();
        _setValue(rows, choices.get(1));
        assertThat(labels()).contains("Steps").doesNotContain("Learning rate");
        _setValue(rows, choices.get(2));
        assertThat(labels()).contains("Seed");
    }

    @Test
    void anotherBaseIsChosenAtTheHeadOfItsColumn() {
        Pages.open("compare?runs=" + first + "," + second);

        _click(_get(Button.class, spec -> spec.withText("Make base")));

        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPathWithQueryParameters())
                .isEqualTo("compare?runs=" + first + "%2C" + second + "&base=" + second);
    }

    @AfterEach
    void showChanges() throws Exception {
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }

    private static ComparedRow row(RunComparison comparison, String label) {
        return comparison.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> labels() {
        return _find(NativeTableRow.class).stream()
                .map(row -> row.getComponentAt(0).getElement().getTextRecursively())
                .toList();
    }
}
