package io.understudy.mcp;

import io.understudy.training.RunDetails;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param over whether nothing of it changes until someone resumes it
 * @param queuePlace 1 for the next one to start on its backend; 0 unless it is queued
 * @param failure why it stopped; null unless it stopped
 * @param estimatedCost in US dollars; null when it costs nothing or no price was known
 */
record RunAnswer(
        long run,
        String character,
        String backend,
        RunState state,
        boolean over,
        int step,
        int steps,
        @Nullable Double loss,
        @Nullable Double secondsLeft,
        int queuePlace,
        Settings settings,
        @Nullable Quote launchedBy,
        Instant launchedAt,
        @Nullable Instant finishedAt,
        @Nullable Quote failure,
        @Nullable Quote advice,
        @Nullable BigDecimal estimatedCost,
        String page) {
    record Settings(
            int steps,
            double learningRate,
            int rank,
            double alpha,
            int batchSize,
            int resolution,
            long seed,
            int sampleEvery,
            int saveEvery) {
        static Settings of(TrainingSettings asked) {
            return new Settings(
                    asked.steps(),
                    asked.learningRate(),
                    asked.rank(),
                    asked.alpha(),
                    asked.batchSize(),
                    asked.resolution(),
                    asked.seed(),
                    asked.sampleEvery(),
                    asked.saveEvery());
        }
    }

    static RunAnswer of(RunDetails run, String character, String page) {
        return new RunAnswer(
                run.number(),
                character,
                run.backend(),
                run.state(),
                run.state().isOver(),
                run.progress().step(),
                run.progress().steps(),
                run.progress().loss(),
                run.progress().secondsLeft(),
                run.queuePlace(),
                Settings.of(run.parameters()),
                Quote.of(run.launchedByName()),
                run.launchedAt(),
                run.finishedAt(),
                Quote.of(run.failure()),
                Quote.of(run.advice()),
                run.estimatedCost(),
                page);
    }
}
