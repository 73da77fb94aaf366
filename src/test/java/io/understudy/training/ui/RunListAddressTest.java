package io.understudy.training.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.training.RunState;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunListAddressTest {
    @Test
    void anAddressSaysTheWholeListAndIsReadBackTheSame() {
        RunListAddress address = new RunListAddress(
                new RunFilter(
                        null,
                        Set.of(RunState.RUNNING, RunState.QUEUED),
                        new UUID(1, 2),
                        "miniature",
                        "100% “sunny”, #1 & more",
                        Set.of("keep", "night shots"),
                        Map.of(
                                RunColumn.LEARNING_RATE,
                                new NumberRange(5e-5, null),
                                RunColumn.STEPS,
                                new NumberRange(800.0, 1200.0)),
                        true),
                "ava-lindqvist",
                new RunSort(RunColumn.LOSS, true),
                Set.of(RunColumn.NUMBER, RunColumn.LOSS));

        assertThat(RunListAddress.of(QueryParameters.fromString(address.query())))
                .isEqualTo(address);
        assertThat(address.query())
                .contains(
                        "state=queued,running",
                        "learning-rate=0.00005..",
                        "steps=800..1200",
                        "sort=loss",
                        "tags=keep,night+shots");
    }

    @Test
    void theUsualListHasAPlainAddress() {
        assertThat(RunListAddress.BEGINNING.path("runs")).isEqualTo("runs");
        assertThat(RunListAddress.of(QueryParameters.empty())).isEqualTo(RunListAddress.BEGINNING);
    }

    @ParameterizedTest
    @CsvSource({"1440, 11", "1200, 8", "1024, 7", "390, 5"})
    void aNarrowWindowShowsTheUsualColumnsThatFit(int width, int columns) {
        assertThat(RunListAddress.fitting(RunListAddress.USUAL_COLUMNS, width))
                .hasSize(columns)
                .contains(RunColumn.NUMBER, RunColumn.CHARACTER, RunColumn.STATE, RunColumn.STEPS, RunColumn.LAUNCHED);
    }

    @Test
    void columnsThatAPersonChoseStayInANarrowWindow() {
        Set<RunColumn> chosen = Set.of(RunColumn.NUMBER, RunColumn.CURVE, RunColumn.TAGS);

        assertThat(RunListAddress.fitting(chosen, 390)).isEqualTo(chosen);
    }

    @Test
    void whatAnAddressSaysWronglyIsLeftOut() {
        QueryParameters query = QueryParameters.fromString(
                "state=flying&by=me&steps=many..few&rank=8..4&sort=-character&columns=moon&alpha=3");

        assertThat(RunListAddress.of(query)).isEqualTo(RunListAddress.BEGINNING);
    }
}
