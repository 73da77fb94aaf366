package io.understudy.training.runs;

import io.understudy.platform.core.DomainException;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.JobField;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

final class ParameterRules {
    static final int MOST_SAMPLE_PROMPTS = 8;
    private static final int PROMPT_LENGTH = 1000;
    private static final int TRIGGER_LENGTH = 80;
    private static final Map<JobField, Limits> HARD = new EnumMap<>(Map.of(
            JobField.STEPS, new Limits(1, 10_000),
            JobField.LEARNING_RATE, new Limits(1e-6, 1e-2),
            JobField.RANK, new Limits(1, 128),
            JobField.ALPHA, new Limits(0.1, 256),
            JobField.BATCH_SIZE, new Limits(1, 8),
            JobField.RESOLUTION, new Limits(64, 2048)));

    private ParameterRules() {}

    static void check(TrainingSettings asked, BackendChoice backend) {
        BackendCapabilities can = backend.capabilities();
        within(JobField.STEPS, asked.steps(), backend);
        within(JobField.LEARNING_RATE, asked.learningRate(), backend);
        within(JobField.RANK, asked.rank(), backend);
        within(JobField.ALPHA, asked.alpha(), backend);
        within(JobField.BATCH_SIZE, asked.batchSize(), backend);
        if (can.honours(JobField.RESOLUTION)) {
            within(JobField.RESOLUTION, asked.resolution(), backend);
        }
        if (asked.triggerWord().isEmpty() || asked.triggerWord().value().length() > TRIGGER_LENGTH) {
            throw refusal(
                    JobField.TRIGGER_WORD,
                    "A trigger word has 1 to " + TRIGGER_LENGTH + " characters, for example “ohwx woman”.");
        }
        options(asked, backend);
        interval(JobField.SAMPLE_EVERY, asked.sampleEvery(), asked.steps());
        interval(JobField.SAVE_EVERY, asked.saveEvery(), asked.steps());
        if (asked.samplePrompts().size() > MOST_SAMPLE_PROMPTS) {
            throw refusal(
                    JobField.SAMPLE_PROMPTS,
                    "At most " + MOST_SAMPLE_PROMPTS + " sample prompts: each is generated at every interval.");
        }
        for (SamplePrompt sample : asked.samplePrompts()) {
            if (sample.prompt().isBlank() || sample.prompt().length() > PROMPT_LENGTH) {
                throw refusal(JobField.SAMPLE_PROMPTS, "A sample prompt has 1 to " + PROMPT_LENGTH + " characters.");
            }
        }
    }

    /** What a backend takes within the limits of the product. */
    static Map<JobField, Limits> limits(BackendCapabilities can) {
        Map<JobField, Limits> limits = new EnumMap<>(HARD);
        can.limits()
                .forEach((field, own) -> limits.merge(
                        field,
                        own,
                        (hard, narrower) -> new Limits(
                                Math.max(hard.least(), narrower.least()), Math.min(hard.most(), narrower.most()))));
        return limits;
    }

    private static void options(TrainingSettings asked, BackendChoice backend) {
        List<String> known = backend.capabilities().options().stream()
                .map(BackendOption::name)
                .toList();
        for (String name : asked.options().keySet()) {
            if (!known.contains(name)) {
                throw DomainException.RuleViolation.in(
                        "options", backend.displayName() + " has no option “" + name + "”. Leave it out.");
            }
        }
        for (BackendOption option : backend.capabilities().options()) {
            String value = asked.options().getOrDefault(option.name(), option.fallback());
            if (!option.choices().contains(value)) {
                throw DomainException.RuleViolation.in(
                        "options",
                        option.label() + " of " + backend.displayName() + " is one of "
                                + String.join(", ", option.choices()) + ", not “" + value + "”.");
            }
        }
    }

    private static void within(JobField field, double value, BackendChoice backend) {
        Limits hard = HARD.get(field);
        if (hard != null && !hard.allow(value)) {
            throw refusal(field, field.label() + " must be between " + words(hard) + "; " + number(value) + " is not.");
        }
        Limits own = backend.capabilities().limits().get(field);
        if (own != null && !own.allow(value)) {
            throw refusal(
                    field,
                    backend.displayName() + " takes " + field.label().toLowerCase(java.util.Locale.ROOT) + " between "
                            + words(own) + "; " + number(value) + " is not.");
        }
    }

    private static void interval(JobField field, int value, int steps) {
        if (value < 0 || value > steps) {
            throw refusal(
                    field,
                    field.label() + " is a number of steps between 1 and the run's " + steps + ", or 0 for never.");
        }
    }

    private static String words(Limits limits) {
        return number(limits.least()) + " and " + number(limits.most());
    }

    private static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() > 4 ? exact.toString() : exact.toPlainString();
    }

    private static DomainException.RuleViolation refusal(JobField field, String words) {
        return DomainException.RuleViolation.in(field.property(), words);
    }
}
