package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import java.util.List;
import java.util.Map;

/** What a run was asked to do; a backend says which of it has no effect. */
record RunSettings(
        String triggerWord,
        int steps,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        int resolution,
        long seed,
        int sampleEvery,
        int saveEvery,
        List<Sample> samplePrompts,
        Map<String, String> options) {
    @Schema(name = "SamplePrompt")
    record Sample(String prompt, long seed) {
        private static Sample of(SamplePrompt sample) {
            return new Sample(sample.prompt(), sample.seed());
        }
    }

    static RunSettings of(TrainingSettings settings) {
        return new RunSettings(
                settings.triggerWord().value(),
                settings.steps(),
                settings.learningRate(),
                settings.rank(),
                settings.alpha(),
                settings.batchSize(),
                settings.resolution(),
                settings.seed(),
                settings.sampleEvery(),
                settings.saveEvery(),
                settings.samplePrompts().stream().map(Sample::of).toList(),
                settings.options());
    }
}
