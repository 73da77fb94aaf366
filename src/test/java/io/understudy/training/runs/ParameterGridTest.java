package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.queue.TrainingTest;
import io.understudy.training.runs.ParameterGrid.Axis;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParameterGridTest {
    private static Axis axis(JobField field, String... values) {
        return new Axis(field, Stream.of(values).map(BigDecimal::new).toList());
    }

    @Test
    void eachCombinationIsARunAndEverythingElseStays() {
        ParameterGrid grid = new ParameterGrid(
                List.of(axis(JobField.RANK, "8", "16"), axis(JobField.LEARNING_RATE, "5e-5", "1e-4", "2e-4")));

        List<TrainingSettings> runs = grid.of(TrainingTest.parameters());

        assertThat(runs).hasSize(6);
        assertThat(runs.get(2).rank()).isEqualTo(8);
        assertThat(runs.get(2).learningRate()).isEqualTo(2e-4);
        assertThat(runs.get(3).rank()).isEqualTo(16);
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.alpha()).isEqualTo(16);
            assertThat(run.samplePrompts()).isEqualTo(TrainingTest.parameters().samplePrompts());
        });
        assertThat(new ParameterGrid(List.of()).of(TrainingTest.parameters()))
                .containsExactly(TrainingTest.parameters());
    }

    @Test
    void tooManyRunsRepeatedValuesAndTheSameSettingTwiceAreRefused() {
        assertThatThrownBy(() -> new ParameterGrid(
                        List.of(axis(JobField.RANK, "4", "8", "16", "32"), axis(JobField.SEED, "1", "2", "3", "4"))))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("16 runs");
        assertThatThrownBy(() -> axis(JobField.LEARNING_RATE, "1e-4", "0.0001"))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> axis(JobField.STEPS, "800.5")).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> new ParameterGrid(List.of(axis(JobField.RANK, "8"), axis(JobField.RANK, "16"))))
                .isInstanceOf(DomainException.RuleViolation.class);
    }
}
