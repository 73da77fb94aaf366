package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.training.RunDetails;
import io.understudy.training.RunState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run with all that is known about it.
 *
 * @param characterSlug as addresses name the character
 * @param attempt 0 before a worker took it
 * @param failure why it stopped; null unless it stopped
 * @param advice what to do about it
 * @param estimatedCost in US dollars, at the prices of the launch; null when it costs nothing or no price was known
 * @param loraHash SHA-256 of the result; null before success
 * @param queuePlace 1 for the next one to start on its backend; 0 unless it is queued
 * @param archived whether lists leave it out
 */
@Schema(name = "Run")
record RunResource(
        long number,
        UUID character,
        String characterSlug,
        String snapshot,
        String backend,
        RunState state,
        int attempt,
        int step,
        @Nullable Double loss,
        @Nullable Double secondsLeft,
        RunSettings settings,
        String launchedBy,
        Instant launchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        double secondsTrained,
        @Nullable String failure,
        @Nullable String advice,
        @Nullable Long rerunOf,
        @Nullable BigDecimal estimatedCost,
        @Nullable String loraHash,
        int queuePlace,
        boolean archived) {
    static RunResource of(RunDetails run, String slug) {
        return new RunResource(
                run.number(),
                run.character().value(),
                slug,
                run.snapshot().hash(),
                run.backend(),
                run.state(),
                run.attempt(),
                run.progress().step(),
                run.progress().loss(),
                run.progress().secondsLeft(),
                RunSettings.of(run.parameters()),
                run.launchedByName(),
                run.launchedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.trained().toMillis() / 1000.0,
                run.failure(),
                run.advice(),
                run.rerunOf(),
                run.estimatedCost(),
                run.lora() == null ? null : run.lora().hex(),
                run.queuePlace(),
                run.archived());
    }
}
