package io.understudy.training;

import io.understudy.prompting.guide.TriggerWord;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Map;

/**
 * What a run is asked to do, in the guide's terms; a backend says which of them it ignores.
 *
 * @param triggerWord the words every caption starts with, such as {@code ohwx woman}
 * @param steps optimiser steps, 1 to 10 000
 * @param learningRate as for FLUX, 1e-6 to 1e-2
 * @param rank of the low-rank pairs, 1 to 128
 * @param alpha the update is scaled by alpha / rank
 * @param batchSize pictures per step, 1 to 8
 * @param resolution edge length in px that the backend trains at, where it has a choice
 * @param seed of everything random in the run
 * @param sampleEvery steps between samples; 0 for none
 * @param saveEvery steps between checkpoints; 0 for none but the last
 * @param samplePrompts the pictures generated at every sample interval
 * @param options the values of settings that only the chosen backend has, by its own names
 */
@Embeddable
public record TrainingSettings(
        TriggerWord triggerWord,
        int steps,
        double learningRate,
        @Column(name = "lora_rank") int rank,
        double alpha,
        int batchSize,
        int resolution,
        long seed,
        int sampleEvery,
        int saveEvery,
        @Convert(converter = SamplePromptsConverter.class) List<SamplePrompt> samplePrompts,
        @Convert(converter = OptionsConverter.class) Map<String, String> options) {
    public TrainingSettings {
        samplePrompts = List.copyOf(samplePrompts);
        // Settings that were written down before backends had options name none.
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    public TrainingSettings(
            TriggerWord triggerWord,
            int steps,
            double learningRate,
            int rank,
            double alpha,
            int batchSize,
            int resolution,
            long seed,
            int sampleEvery,
            int saveEvery,
            List<SamplePrompt> samplePrompts) {
        this(
                triggerWord,
                steps,
                learningRate,
                rank,
                alpha,
                batchSize,
                resolution,
                seed,
                sampleEvery,
                saveEvery,
                samplePrompts,
                Map.of());
    }

    /** How often each picture is trained on. */
    public double stepsPerPicture(int pictures) {
        return (double) steps * batchSize / pictures;
    }

    public double effectiveScale() {
        return alpha / rank;
    }
}
