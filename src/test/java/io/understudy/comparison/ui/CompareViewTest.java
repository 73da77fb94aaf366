package io.understudy.comparison.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.CharacterId;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import io.understudy.training.RunState;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class CompareViewTest extends ViewTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    RunFixtures stories;

    @Autowired
    ComparisonNoteService notes;

    private CharacterId ava;
    private long first;
    private long second;

    @BeforeEach
    void twoRuns() {
        signIn(people.member("Mara"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
        first = stories.finished(ava, 10, 1e-4).number();
        second = stories.finished(ava, 20, 0.0001).number();
    }

    @Test
    void theTableCarriesEveryRowWithItsDifferencesAndTheLookOfTheAddress() {
        Navigation.open("compare?runs=" + first + "," + second + "&base=" + second + "&rows=differences");
        CompareTable table = _get(CompareTable.class);

        TableModel shown = table.getElement().getPropertyBean("table", TableModel.class);
        assertThat(shown.base()).isEqualTo(1);
        assertThat(row(shown, "Steps").cells())
                .extracting(TableModel.Cell::differs)
                .containsExactly(true, false);
        assertThat(row(shown, "Learning rate").cells())
                .extracting(TableModel.Cell::differs)
                .containsOnly(false);
        assertThat(table.getElement()
                        .getPropertyBean("view", CompareTable.Look.class)
                        .rows())
                .isEqualTo("differences");
    }

    @Test
    void theTableFollowsARunThatIsBeingTrained() throws Exception {
        LaunchResult live = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.steps(1, 4);
        Navigation.open("compare?runs=" + first + "," + live.number());
        CompareTable table = _get(CompareTable.class);
        assertThat(values(table, "Steps made")).containsExactly("10", "4");
        String before = values(table, "Last loss, smoothed").getLast();

        stories.steps(5, 8);
        showChanges();
        assertThat(values(table, "Steps made")).containsExactly("10", "8");
        assertThat(values(table, "Last loss, smoothed").getLast()).isNotEqualTo(before);
        assertThat(values(table, "State").getLast()).isEqualTo(RunState.RUNNING.label());

        stories.steps(9, 10);
        stories.finish();
        showChanges();
        assertThat(values(table, "State").getLast()).isEqualTo(RunState.SUCCEEDED.label());
        assertThat(_get(CompareTable.class)).isSameAs(table);
    }

    private static List<String> values(CompareTable table, String label) {
        return row(table.getElement().getPropertyBean("table", TableModel.class), label).cells().stream()
                .map(TableModel.Cell::text)
                .toList();
    }

    @Test
    void anotherBaseIsChosenAtTheHeadOfItsColumn() {
        Navigation.open("compare?runs=" + first + "," + second + "&mode=blink");

        tell(_get(CompareTable.class), "base-chosen", String.valueOf(second));

        assertThat(path()).contains("runs=" + first + "%2C" + second, "base=" + second, "mode=blink");
    }

    @Test
    void theSamplesBeginAtTheLatestStepThatAllRunsHaveUnlessTheAddressSaysAnother() {
        Navigation.open("compare?runs=" + first + "," + second);
        // The two runs have no step in common, so it is the latest of any.
        assertThat(samples().step()).isEqualTo(20);

        Navigation.open("compare?runs=" + first + "," + second + "&step=10&zoom=4,0.5,0");
        assertThat(samples().step()).isEqualTo(10);
        assertThat(samples().zoom()).isEqualTo(4);
        assertThat(samples().x()).isEqualTo(0.5);
    }

    @Test
    void aNoteKeepsTheAddressThatItsAuthorSaw() {
        Navigation.open("compare?runs=" + first + "," + second);
        tell(
                _get(SampleCompare.class),
                "view-changed",
                "{\"step\":20,\"mode\":\"difference\",\"swapped\":false,\"zoom\":2,\"x\":0,\"y\":0,\"split\":0.5,"
                        + "\"gain\":3,\"size\":0}");
        _setValue(_get(TextArea.class), "The second one is sharper.");

        _click(_get(Button.class, spec -> spec.withText("Add note")));

        assertThat(notes.of(List.of(first, second)))
                .singleElement()
                .satisfies(note -> assertThat(note.viewPath())
                        .isEqualTo("compare?runs=" + first + "," + second + "&step=20&mode=difference&zoom=2,0,0"));
    }

    @Test
    void aNumberThatNoRunHasIsMarkedAndTheComparisonStays() {
        Navigation.open("compare?runs=" + first + "," + second);
        IntegerField number = _get(IntegerField.class, spec -> spec.withPlaceholder("Add run "));

        _setValue(number, 99_999);
        assertThat(number.getErrorMessage()).isEqualTo("There is no run 99999.");
        _setValue(number, (int) second);
        assertThat(number.getErrorMessage()).isEqualTo("Run " + second + " is compared already.");
        assertThat(number.isInvalid()).isTrue();
        assertThat(row(_get(CompareTable.class).getElement().getPropertyBean("table", TableModel.class), "Steps")
                        .cells())
                .hasSize(2);
    }

    private static TableModel.Row row(TableModel table, String label) {
        return table.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static ImageGridView samples() {
        return _get(SampleCompare.class).getElement().getPropertyBean("view", ImageGridView.class);
    }

    private static void tell(Component component, String event, String detail) {
        BasicUtilsKt._fireDomEvent(
                component, event, JSON.createObjectNode().set("event.detail", JSON.readTree(detail)));
    }

    private static String path() {
        return UI.getCurrent().getInternals().getActiveViewLocation().getPathWithQueryParameters();
    }

    @AfterEach
    void showChanges() throws Exception {
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }
}
