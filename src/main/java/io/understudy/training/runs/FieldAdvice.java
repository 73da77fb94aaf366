package io.understudy.training.runs;

import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.ParameterBands;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.JobField;
import java.util.EnumMap;
import java.util.Map;

public final class FieldAdvice {
    private FieldAdvice() {}

    /**
     * Advice on every field that there is something to say about.
     *
     * @param asked as typed so far; it need not be acceptable
     */
    public static Map<JobField, Advice> on(TrainingSettings asked, BackendCapabilities backend) {
        Map<JobField, Advice> advice = new EnumMap<>(JobField.class);
        advice.put(JobField.STEPS, ParameterBands.steps(asked.steps()));
        advice.put(JobField.LEARNING_RATE, ParameterBands.learningRate(asked.learningRate()));
        advice.put(JobField.RANK, ParameterBands.rank(asked.rank()));
        advice.put(JobField.ALPHA, ParameterBands.alpha(asked.alpha(), asked.rank()));
        advice.put(JobField.BATCH_SIZE, ParameterBands.batchSize(asked.batchSize()));
        advice.put(JobField.RESOLUTION, ParameterBands.resolution(asked.resolution()));
        if (!backend.flux()) {
            // The guide speaks of FLUX; where another model needs other numbers, its backend has the word.
            backend.notes().forEach((field, words) -> {
                Advice ofGuide = advice.get(field);
                if (ofGuide == null || ofGuide.level() != Advice.Level.WARNING || field == JobField.STEPS) {
                    advice.put(field, Advice.hint(words));
                }
            });
        }
        limit(advice, backend, JobField.STEPS, asked.steps());
        limit(advice, backend, JobField.LEARNING_RATE, asked.learningRate());
        limit(advice, backend, JobField.RANK, asked.rank());
        limit(advice, backend, JobField.ALPHA, asked.alpha());
        limit(advice, backend, JobField.BATCH_SIZE, asked.batchSize());
        backend.ignores().forEach((field, words) -> advice.put(field, Advice.hint("Ignored here. " + words)));
        return advice;
    }

    private static void limit(Map<JobField, Advice> advice, BackendCapabilities backend, JobField field, double value) {
        Limits limits = backend.limits().get(field);
        if (limits != null && !limits.allow(value)) {
            advice.put(
                    field,
                    Advice.refused("This backend takes " + Wording.plain(limits.least()) + " to "
                            + Wording.plain(limits.most()) + "."));
        }
    }
}
