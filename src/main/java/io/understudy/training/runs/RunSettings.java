package io.understudy.training.runs;

import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingParameters;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Map;

/** What a run was asked to do, as it is stored: {@link TrainingParameters} in columns that lists can filter by. */
@Embeddable
class RunSettings {
    private String triggerWord;
    private int steps;
    private double learningRate;

    @Column(name = "lora_rank")
    private int rank;

    private double alpha;
    private int batchSize;
    private int resolution;
    private long seed;
    private int sampleEvery;
    private int saveEvery;

    @Convert(converter = SamplePromptsConverter.class)
    private List<SamplePrompt> samplePrompts;

    @Convert(converter = OptionsConverter.class)
    private Map<String, String> options;

    @SuppressWarnings("NullAway.Init")
    protected RunSettings() {}

    RunSettings(TrainingParameters asked) {
        this.triggerWord = asked.triggerWord();
        this.steps = asked.steps();
        this.learningRate = asked.learningRate();
        this.rank = asked.rank();
        this.alpha = asked.alpha();
        this.batchSize = asked.batchSize();
        this.resolution = asked.resolution();
        this.seed = asked.seed();
        this.sampleEvery = asked.sampleEvery();
        this.saveEvery = asked.saveEvery();
        this.samplePrompts = asked.samplePrompts();
        this.options = asked.options();
    }

    int steps() {
        return steps;
    }

    TrainingParameters parameters() {
        return new TrainingParameters(
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
                options);
    }
}
