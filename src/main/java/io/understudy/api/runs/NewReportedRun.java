package io.understudy.api.runs;

import io.understudy.api.runs.NewRun.Sample;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Identified;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run that is trained elsewhere, as its program was told to train.
 *
 * @param snapshot the dataset that it is trained on
 * @param baseModel id of the model that its LoRA is made for
 * @param sampleEvery steps between samples; all of them where it is left out
 * @param samplePrompts of the samples that will be sent; none where it is left out
 */
record NewReportedRun(
        @NotNull String snapshot,
        @NotNull String baseModel,
        @NotNull Integer steps,
        @NotNull Double learningRate,
        @NotNull Integer rank,
        @NotNull Double alpha,
        @NotNull Integer batchSize,
        @NotNull Integer resolution,
        @NotNull Long seed,
        @Nullable Integer sampleEvery,
        @Nullable List<@Valid @NotNull Sample> samplePrompts) {
    /** Databases take no zeros and no halves of letters in a text. */
    private static final Pattern NO_LETTERS = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    BaseModel model() {
        return BaseModel.withId(baseModel)
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "baseModel",
                        "There is no model “" + baseModel + "”. It is one of "
                                + Arrays.stream(BaseModel.values())
                                        .map(Identified::id)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    TrainingSettings settings(TriggerWord trigger) {
        List<SamplePrompt> prompts = Objects.requireNonNullElse(samplePrompts, List.<Sample>of()).stream()
                .map(sample -> new SamplePrompt(
                        NO_LETTERS.matcher(sample.prompt()).replaceAll(" ").strip(),
                        Objects.requireNonNullElse(sample.seed(), seed)))
                .toList();
        int every = prompts.isEmpty() ? 0 : Objects.requireNonNullElse(sampleEvery, steps);
        return new TrainingSettings(
                trigger, steps, learningRate, rank, alpha, batchSize, resolution, seed, every, 0, prompts);
    }
}
