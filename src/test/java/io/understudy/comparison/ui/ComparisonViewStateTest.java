package io.understudy.comparison.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.platform.ui.MetricChart;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonViewStateTest {
    private static QueryParameters query(String path) {
        return QueryParameters.fromString(path.substring(path.indexOf('?') + 1));
    }

    @Test
    void anAddressSaysEverythingAndIsReadBackTheSame() {
        ComparisonViewState look = new ComparisonViewState(
                List.of(12L, 7L, 9L),
                9L,
                new ComparisonViewState.TableLook(RowChoice.DIFFERENCES, "rank & alpha"),
                new ImageGridView(250, "slider", true, 2.5, 0.125, -0.25, 0.75, 4.5, 240),
                new MetricChart.Look(0.75, true, "time", false));

        assertThat(ComparisonViewState.of(query(look.path()))).isEqualTo(look);
    }

    @Test
    void theUsualLookHasAShortAddress() {
        assertThat(ComparisonViewState.of(List.of(1L, 2L)).path()).isEqualTo("compare?runs=1,2");
        assertThat(ComparisonViewState.of(query("compare?runs=1,2")))
                .isEqualTo(ComparisonViewState.of(List.of(1L, 2L)));
    }

    @Test
    void whatAnAddressSaysWronglyIsLeftOutOrBounded() {
        ComparisonViewState look = ComparisonViewState.of(
                query(
                        "compare?runs=1,x,2,1&base=first&rows=most&mode=upside-down&zoom=99,50,0&split=7&gain=many&smoothing=2"));

        assertThat(look.runs()).containsExactly(1L, 2L);
        assertThat(look.base()).isNull();
        assertThat(look.table()).isEqualTo(ComparisonViewState.TableLook.USUAL);
        assertThat(look.samples()).isEqualTo(new ImageGridView(null, "side", false, 16, 7.5, 0, 1, 3, 0));
        assertThat(look.curves().smoothing()).isEqualTo(0.999);
    }
}
