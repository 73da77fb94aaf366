package io.understudy.training.lists;

import io.understudy.training.RunSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: behind this run. Unlike a count of rows it stays where it is when runs come or go above it.
 *
 * @param value what the list is sorted by; null where the run has none
 */
public record RunCursor(@Nullable Object value, long number) {
    static @Nullable Object value(RunSummary run, RunColumn column) {
        return switch (column) {
            case NUMBER -> run.number();
            case CHARACTER, SAMPLE, CURVE, COST, TAGS, NOTE ->
                throw new IllegalArgumentException(column.label() + " is not in the row of a run");
            case STATE -> run.state().name();
            case BACKEND -> run.backend();
            case STEPS -> run.progress().steps();
            case RANK -> run.rank();
            case ALPHA -> run.alpha();
            case LEARNING_RATE -> run.learningRate();
            case BATCH_SIZE -> run.batchSize();
            case RESOLUTION -> run.resolution();
            case SEED -> run.seed();
            case LOSS -> run.progress().loss();
            case TRAINED -> run.secondsTrained();
            case TIME_PER_STEP -> run.progress().secondsPerStep();
            case ATTEMPTS -> run.progress().attempt();
            case LORA_SIZE -> run.loraSize();
            case TRIGGER_WORD -> run.triggerWord().value();
            case LAUNCHED_BY -> run.launchedByName();
            case LAUNCHED -> moment(run.launchedAt());
            case FINISHED -> moment(run.finishedAt());
        };
    }

    private static @Nullable Object moment(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
