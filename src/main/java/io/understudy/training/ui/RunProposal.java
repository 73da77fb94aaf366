package io.understudy.training.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.prompting.guide.Preset;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks the form for a new run to be filled with.
 *
 * @param preset of the guide; null for the settings that the form begins with anyway
 * @param steps instead of those; null to leave them
 * @param learningRate likewise
 * @param against the problem that this is meant to solve; null when it is for none
 */
record RunProposal(
        @Nullable Preset preset,
        @Nullable Integer steps,
        @Nullable Double learningRate,
        @Nullable KnownIssue against) {
    private static final int INTERVALS = 8;

    /** @throws DomainException.NotFound when a part of the address is none of what it should be */
    static RunProposal of(QueryParameters query) {
        return new RunProposal(
                read(query, "preset", Preset::valueOf),
                read(query, "steps", Integer::valueOf),
                read(query, "rate", Double::valueOf),
                read(query, "against", KnownIssue::valueOf));
    }

    private static <T> @Nullable T read(QueryParameters query, String name, Function<String, T> parse) {
        Optional<String> given = query.getSingleParameter(name);
        try {
            return given.map(parse).orElse(null);
        } catch (IllegalArgumentException unknown) {
            throw new DomainException.NotFound(
                    "This address asks for “%s=%s”, which is not known here. The link may be cut off."
                            .formatted(name, given.orElse("")));
        }
    }

    boolean isEmpty() {
        return preset == null && steps == null && learningRate == null;
    }

    RunDraft apply(RunDraft draft) {
        RunDraft proposed = preset == null ? draft : draft.with(preset);
        TrainingSettings before = proposed.settings();
        if (steps != null && steps != before.steps()) {
            int interval = Math.max(1, steps / INTERVALS);
            proposed.put(JobField.SAMPLE_EVERY, before.sampleEvery() == 0 ? 0 : interval)
                    .put(JobField.SAVE_EVERY, before.saveEvery() == 0 ? 0 : interval)
                    .put(JobField.STEPS, steps);
        }
        if (learningRate != null) {
            proposed.put(JobField.LEARNING_RATE, learningRate);
        }
        return proposed;
    }
}
