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
        @NumbersOnly TrainingSettings settings,
        @Nullable Quote launchedBy,
        Instant launchedAt,
        @Nullable Instant finishedAt,
        @Nullable Quote failure,
        @Nullable Quote advice,
        @Nullable BigDecimal estimatedCost,
        String page) {
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
                run.parameters(),
                Quote.of(run.launchedByName()),
                run.launchedAt(),
                run.finishedAt(),
                Quote.of(run.failure()),
                Quote.of(run.advice()),
                run.estimatedCost(),
                page);
    }
}
