package io.understudy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.shared.Refusal;
import io.understudy.training.ParameterGrid.Axis;
import io.understudy.training.backend.JobField;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class GridLaunchTest extends TrainingTest {
    @Autowired
    GridLaunchService grids;

    private static ParameterGrid ranks(int... ranks) {
        return new ParameterGrid(List.of(new Axis(
                JobField.RANK,
                Arrays.stream(ranks).mapToObj(BigDecimal::valueOf).toList())));
    }

    @Test
    void oneFormLaunchesARunForEachValueAndRepeatingTheWishGivesTheSameRuns() {
        UUID wish = UUID.randomUUID();

        List<LaunchReceipt> first = grids.launch(request(wish, null), ranks(8, 16, 32));
        List<LaunchReceipt> again = grids.launch(request(wish, null), ranks(8, 16, 32));

        assertThat(first).extracting(LaunchReceipt::number).doesNotHaveDuplicates();
        assertThat(again)
                .extracting(LaunchReceipt::number)
                .isEqualTo(first.stream().map(LaunchReceipt::number).toList());
        assertThat(lists.newest(RunFilter.ALL, 9)).extracting(RunSummary::rank).containsExactly(32, 16, 8);
    }

    @Test
    void severalValuesOfASettingThatTheBackendIgnoresAreRefused() {
        ParameterGrid resolutions = new ParameterGrid(
                List.of(new Axis(JobField.RESOLUTION, List.of(BigDecimal.valueOf(512), BigDecimal.valueOf(1024)))));

        assertThatThrownBy(() -> grids.launch(request(), resolutions))
                .isInstanceOf(Refusal.RuleBroken.class)
                .hasMessageContaining("Told backend ignores resolution")
                .hasMessageContaining("It has no pictures.");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void oneValueThatBreaksARuleLaunchesNothing() {
        assertThatThrownBy(() -> grids.launch(request(), ranks(8, 99))).isInstanceOf(Refusal.RuleBroken.class);

        assertThat(lists.count(RunFilter.ALL)).isZero();
    }
}
