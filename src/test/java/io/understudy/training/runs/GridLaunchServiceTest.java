package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.training.RunSummary;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.queue.TrainingTest;
import io.understudy.training.runs.ParameterGrid.Axis;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class GridLaunchServiceTest extends TrainingTest {
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

        List<LaunchResult> first = grids.launch(request(wish, null), ranks(8, 16, 32));
        List<LaunchResult> again = grids.launch(request(wish, null), ranks(8, 16, 32));

        assertThat(first).extracting(LaunchResult::number).doesNotHaveDuplicates();
        assertThat(again)
                .extracting(LaunchResult::number)
                .isEqualTo(first.stream().map(LaunchResult::number).toList());
        assertThat(lists.newest(RunFilter.ALL, 9)).extracting(RunSummary::rank).containsExactly(32, 16, 8);
    }

    @Test
    void severalValuesOfASettingThatTheBackendIgnoresAreRefused() {
        ParameterGrid resolutions = new ParameterGrid(
                List.of(new Axis(JobField.RESOLUTION, List.of(BigDecimal.valueOf(512), BigDecimal.valueOf(1024)))));

        assertThatThrownBy(() -> grids.launch(request(), resolutions))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("Told backend ignores resolution")
                .hasMessageContaining("It has no pictures.");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void severalValuesOfASettingThatAChosenOptionOverrulesAreRefused() {
        ParameterGrid alphas = new ParameterGrid(
                List.of(new Axis(JobField.ALPHA, List.of(BigDecimal.valueOf(8), BigDecimal.valueOf(16)))));

        assertThatThrownBy(() -> grids.launch(withMasks("none"), alphas))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("ignores alpha, so these runs would be the same. Masks none sets it.");
        assertThat(lists.count(RunFilter.ALL)).isZero();
        assertThat(grids.launch(withMasks("face"), alphas)).hasSize(2);
    }

    private LaunchRequest withMasks(String masks) {
        TrainingSettings usual = parameters();
        TrainingSettings asked = new TrainingSettings(
                usual.triggerWord(),
                usual.steps(),
                usual.learningRate(),
                usual.rank(),
                usual.alpha(),
                usual.batchSize(),
                usual.resolution(),
                usual.seed(),
                usual.sampleEvery(),
                usual.saveEvery(),
                usual.samplePrompts(),
                Map.of("masks", masks));
        return new LaunchRequest(ava, "told", asked, true, UUID.randomUUID(), null);
    }

    @Test
    void oneValueThatBreaksARuleLaunchesNothing() {
        assertThatThrownBy(() -> grids.launch(request(), ranks(8, 99)))
                .isInstanceOf(DomainException.RuleViolation.class);

        assertThat(lists.count(RunFilter.ALL)).isZero();
    }
}
