package io.understudy.training.runs;

import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.DatasetTargets;
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
     * @param epoch of the pictures that it trains on; empty where there are none yet
     */
    public static Map<JobField, Advice> on(TrainingSettings asked, BackendCapabilities backend, EpochCount epoch) {
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
        if (epoch.pictures() > 0
                && asked.steps() > 0
                && asked.batchSize() > 0
                && backend.honours(JobField.BATCH_SIZE)) {
            advice.computeIfPresent(
                    JobField.STEPS,
                    (field, known) ->
                            new Advice(known.level(), known.words() + " " + perPicture(asked, backend, epoch)));
        }
        limit(advice, backend, JobField.STEPS, asked.steps());
        limit(advice, backend, JobField.LEARNING_RATE, asked.learningRate());
        limit(advice, backend, JobField.RANK, asked.rank());
        limit(advice, backend, JobField.ALPHA, asked.alpha());
        limit(advice, backend, JobField.BATCH_SIZE, asked.batchSize());
        backend.ignores(asked.options())
                .forEach((field, words) -> advice.put(field, Advice.hint("Ignored here. " + words)));
        return advice;
    }

    private static String perPicture(TrainingSettings asked, BackendCapabilities backend, EpochCount epoch) {
        int shown = backend.shownInEpoch(epoch, asked.options());
        boolean uneven = epoch.isUneven() && backend.takesOwnRepeats(asked.options());
        String words = (uneven ? "On average each picture is trained on " : "Each picture is trained on ")
                + rounded(asked.stepsPerPicture(epoch.pictures()))
                + " times (steps × batch size / pictures)";
        long least = Math.round((double) ParameterBands.STEPS_LEAST / DatasetTargets.RECOMMENDED_MOST);
        long most = Math.round((double) ParameterBands.STEPS_MOST / DatasetTargets.RECOMMENDED_LEAST);
        return words
                + (backend.flux() ? "; the guide's numbers come to " + least + " to " + most + "." : ".")
                + (shown == epoch.pictures()
                        ? ""
                        : " With repeats an epoch shows " + Formats.plural(shown, "picture", "pictures")
                                + ", so these are " + rounded(asked.stepsPerPicture(shown)) + " epochs"
                                + (uneven ? ", in each of which a picture is shown as often as its repeats say" : "")
                                + ".");
    }

    private static String rounded(double times) {
        return times < 10 ? Wording.plain(Math.rint(10 * times) / 10) : String.valueOf(Math.round(times));
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
