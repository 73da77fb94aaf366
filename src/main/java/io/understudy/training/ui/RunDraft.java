package io.understudy.training.ui;

import io.understudy.prompting.guide.Preset;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingParameters;
import io.understudy.training.backends.api.BackendPreset;
import java.util.List;
import java.util.Map;

/** The settings as they are in the form; property names are those of {@link TrainingParameters}. */
public class RunDraft {
    private String triggerWord = "";
    private int steps;
    private double learningRate;
    private int rank;
    private double alpha;
    private int batchSize;
    private int resolution;
    private long seed = 42;
    private int sampleEvery;
    private int saveEvery;
    private List<SamplePrompt> samplePrompts = List.of();
    private Map<String, String> options = Map.of();

    static RunDraft of(TrainingParameters parameters) {
        RunDraft draft = new RunDraft();
        draft.triggerWord = parameters.triggerWord();
        draft.steps = parameters.steps();
        draft.learningRate = parameters.learningRate();
        draft.rank = parameters.rank();
        draft.alpha = parameters.alpha();
        draft.batchSize = parameters.batchSize();
        draft.resolution = parameters.resolution();
        draft.seed = parameters.seed();
        draft.sampleEvery = parameters.sampleEvery();
        draft.saveEvery = parameters.saveEvery();
        draft.samplePrompts = parameters.samplePrompts();
        draft.options = parameters.options();
        return draft;
    }

    /** Takes the numbers of a backend's preset; trigger word, seed and prompts stay. */
    RunDraft with(BackendPreset preset) {
        steps = preset.steps();
        learningRate = preset.learningRate();
        rank = preset.rank();
        alpha = preset.alpha();
        batchSize = preset.batchSize();
        resolution = preset.resolution();
        sampleEvery = preset.sampleEvery();
        saveEvery = preset.saveEvery();
        return this;
    }

    /** Takes the numbers of one of the guide's presets; intervals follow the number of steps. */
    RunDraft with(Preset preset) {
        steps = preset.steps();
        learningRate = preset.learningRate();
        rank = preset.rank();
        alpha = preset.alpha();
        batchSize = preset.batchSize();
        resolution = preset.resolution();
        sampleEvery = preset.steps() / 8;
        saveEvery = preset.steps() / 8;
        return this;
    }

    TrainingParameters asParameters() {
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

    public String getTriggerWord() {
        return triggerWord;
    }

    public void setTriggerWord(String triggerWord) {
        this.triggerWord = triggerWord;
    }

    public int getSteps() {
        return steps;
    }

    public void setSteps(int steps) {
        this.steps = steps;
    }

    public double getLearningRate() {
        return learningRate;
    }

    public void setLearningRate(double learningRate) {
        this.learningRate = learningRate;
    }

    public int getRank() {
        return rank;
    }

    public void setRank(int rank) {
        this.rank = rank;
    }

    public double getAlpha() {
        return alpha;
    }

    public void setAlpha(double alpha) {
        this.alpha = alpha;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public int getResolution() {
        return resolution;
    }

    public void setResolution(int resolution) {
        this.resolution = resolution;
    }

    public long getSeed() {
        return seed;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }

    public int getSampleEvery() {
        return sampleEvery;
    }

    public void setSampleEvery(int sampleEvery) {
        this.sampleEvery = sampleEvery;
    }

    public int getSaveEvery() {
        return saveEvery;
    }

    public void setSaveEvery(int saveEvery) {
        this.saveEvery = saveEvery;
    }

    public List<SamplePrompt> getSamplePrompts() {
        return samplePrompts;
    }

    public void setSamplePrompts(List<SamplePrompt> samplePrompts) {
        this.samplePrompts = List.copyOf(samplePrompts);
    }

    public Map<String, String> getOptions() {
        return options;
    }

    public void setOptions(Map<String, String> options) {
        this.options = Map.copyOf(options);
    }
}
