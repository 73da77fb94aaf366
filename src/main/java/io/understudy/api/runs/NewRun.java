package io.understudy.api.runs;

import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendPreset;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be launched. What is left out is that of the backend's first preset.
 *
 * @param backend id of a backend
 * @param sampleEvery steps; 0 for no samples; left out, that of the preset or, in a shorter run, all of its steps
 * @param samplePrompts one portrait where they are left out or empty: generated clients send an empty list for both
 * @param fewerPicturesConfirmed that fewer pictures than the guide's minimum are enough
 * @param rerunOf the number of the run whose settings were taken over
 * @param maximumCost US dollars that it may cost; left out for a backend that charges nothing
 */
record NewRun(
        @NotNull String backend,
        @Nullable Integer steps,
        @Nullable Double learningRate,
        @Nullable Integer rank,
        @Nullable Double alpha,
        @Nullable Integer batchSize,
        @Nullable Integer resolution,
        @Nullable Long seed,
        @Nullable Integer sampleEvery,
        @Nullable Integer saveEvery,
        @Nullable List<@Valid @NotNull Sample> samplePrompts,
        @Nullable Map<@NotNull String, @NotNull String> options,
        @Nullable Boolean fewerPicturesConfirmed,
        @Nullable Long rerunOf,
        @Nullable BigDecimal maximumCost) {
    private static final long USUAL_SEED = 1;

    record Sample(@NotNull String prompt, @Nullable Long seed) {}

    boolean isFewerConfirmed() {
        return Boolean.TRUE.equals(fewerPicturesConfirmed);
    }

    TrainingSettings settings(CharacterSummary character, BackendPreset usual) {
        TriggerWord trigger = character.triggerWord();
        long ofAll = or(seed, USUAL_SEED);
        int all = or(steps, usual.steps());
        return new TrainingSettings(
                trigger,
                all,
                or(learningRate, usual.learningRate()),
                or(rank, usual.rank()),
                or(alpha, usual.alpha()),
                or(batchSize, usual.batchSize()),
                or(resolution, usual.resolution()),
                ofAll,
                or(sampleEvery, Math.min(all, usual.sampleEvery())),
                or(saveEvery, Math.min(all, usual.saveEvery())),
                samples(trigger).stream()
                        .map(sample -> new SamplePrompt(sample.prompt(), or(sample.seed(), ofAll)))
                        .toList(),
                or(options, Map.of()));
    }

    private List<Sample> samples(TriggerWord trigger) {
        return samplePrompts == null || samplePrompts.isEmpty()
                ? List.of(new Sample(trigger.value() + ", portrait", null))
                : samplePrompts;
    }

    private static <T> T or(@Nullable T asked, T usual) {
        return Objects.requireNonNullElse(asked, usual);
    }
}
