package io.understudy.training.runs;

import io.understudy.platform.core.DomainException;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Several values of one or two settings: one run for each combination.
 *
 * @param axes none for a single run; the values of the first one change slowest
 */
public record ParameterGrid(List<Axis> axes) {
    public static final int MOST_RUNS = 12;
    private static final Set<JobField> FIELDS = EnumSet.of(
            JobField.STEPS,
            JobField.LEARNING_RATE,
            JobField.RANK,
            JobField.ALPHA,
            JobField.BATCH_SIZE,
            JobField.RESOLUTION,
            JobField.SEED);
    private static final Set<JobField> WHOLE =
            EnumSet.of(JobField.STEPS, JobField.RANK, JobField.BATCH_SIZE, JobField.RESOLUTION, JobField.SEED);

    public record Axis(JobField field, List<BigDecimal> values) {
        public Axis {
            values = List.copyOf(values);
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(field.label() + " cannot be varied in a grid");
            }
            if (values.isEmpty()
                    || new HashSet<>(values.stream()
                                            .map(BigDecimal::stripTrailingZeros)
                                            .toList())
                                    .size()
                            < values.size()) {
                throw DomainException.RuleViolation.in("values", "Name each value of " + field.label() + " once.");
            }
            if (WHOLE.contains(field)
                    && values.stream()
                            .anyMatch(value -> value.stripTrailingZeros().scale() > 0)) {
                throw DomainException.RuleViolation.in("values", field.label() + " takes whole numbers.");
            }
        }
    }

    /** @throws DomainException.RuleViolation when two axes change the same setting, or more than {@link #MOST_RUNS} runs come of it */
    public ParameterGrid {
        axes = List.copyOf(axes);
        if (axes.stream().map(Axis::field).distinct().count() < axes.size()) {
            throw DomainException.RuleViolation.in("values", "Vary two different settings.");
        }
        int runs = axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
        if (runs > MOST_RUNS) {
            throw DomainException.RuleViolation.in(
                    "values",
                    "These values give " + runs + " runs; at most " + MOST_RUNS
                            + " are launched at once. Leave some out.");
        }
    }

    public static List<JobField> fields() {
        return List.copyOf(FIELDS);
    }

    public List<TrainingSettings> of(TrainingSettings base) {
        Stream<TrainingSettings> runs = Stream.of(base);
        for (Axis axis : axes) {
            runs = runs.flatMap(run -> axis.values().stream().map(value -> with(run, axis.field(), value)));
        }
        return runs.toList();
    }

    private static TrainingSettings with(TrainingSettings run, JobField field, BigDecimal value) {
        return new TrainingSettings(
                run.triggerWord(),
                field == JobField.STEPS ? value.intValueExact() : run.steps(),
                field == JobField.LEARNING_RATE ? value.doubleValue() : run.learningRate(),
                field == JobField.RANK ? value.intValueExact() : run.rank(),
                field == JobField.ALPHA ? value.doubleValue() : run.alpha(),
                field == JobField.BATCH_SIZE ? value.intValueExact() : run.batchSize(),
                field == JobField.RESOLUTION ? value.intValueExact() : run.resolution(),
                field == JobField.SEED ? value.longValueExact() : run.seed(),
                run.sampleEvery(),
                run.saveEvery(),
                run.samplePrompts(),
                run.options());
    }
}
