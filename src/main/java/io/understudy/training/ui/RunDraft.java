package io.understudy.training.ui;

import io.understudy.prompting.guide.Preset;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings while they are edited, by the names of their components; a field that cannot be read has its empty value. */
class RunDraft {
    static final String OPTIONS = "options";

    private final Map<String, Object> values = new HashMap<>();

    RunDraft() {
        this(new TrainingSettings(TriggerWord.NONE, 0, 0, 0, 0, 0, 0, 42, 0, 0, List.of()));
    }

    RunDraft(TrainingSettings settings) {
        put(JobField.TRIGGER_WORD, settings.triggerWord().value());
        put(JobField.STEPS, settings.steps());
        put(JobField.LEARNING_RATE, settings.learningRate());
        put(JobField.RANK, settings.rank());
        put(JobField.ALPHA, settings.alpha());
        put(JobField.BATCH_SIZE, settings.batchSize());
        put(JobField.RESOLUTION, settings.resolution());
        put(JobField.SEED, settings.seed());
        put(JobField.SAMPLE_EVERY, settings.sampleEvery());
        put(JobField.SAVE_EVERY, settings.saveEvery());
        put(JobField.SAMPLE_PROMPTS, settings.samplePrompts());
        put(OPTIONS, settings.options());
    }

    TrainingSettings settings() {
        return new TrainingSettings(
                new TriggerWord(get("triggerWord")),
                this.<Integer>get("steps"),
                this.<Double>get("learningRate"),
                this.<Integer>get("rank"),
                this.<Double>get("alpha"),
                this.<Integer>get("batchSize"),
                this.<Integer>get("resolution"),
                this.<Long>get("seed"),
                this.<Integer>get("sampleEvery"),
                this.<Integer>get("saveEvery"),
                get("samplePrompts"),
                get(OPTIONS));
    }

    /** @param <V> what the component has; a primitive's wrapper */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <V> V get(String property) {
        return (V) Objects.requireNonNull(values.get(property));
    }

    RunDraft put(JobField field, Object value) {
        return put(field.property(), value);
    }

    RunDraft put(String property, Object value) {
        values.put(property, value);
        return this;
    }

    /** Takes the numbers of a preset; trigger word, seed and prompts stay. */
    RunDraft with(BackendPreset preset) {
        return put(JobField.STEPS, preset.steps())
                .put(JobField.LEARNING_RATE, preset.learningRate())
                .put(JobField.RANK, preset.rank())
                .put(JobField.ALPHA, preset.alpha())
                .put(JobField.BATCH_SIZE, preset.batchSize())
                .put(JobField.RESOLUTION, preset.resolution())
                .put(JobField.SAMPLE_EVERY, preset.sampleEvery())
                .put(JobField.SAVE_EVERY, preset.saveEvery());
    }

    RunDraft with(Preset preset) {
        return with(BackendPreset.of(preset));
    }
}
