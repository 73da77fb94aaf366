package io.understudy.training.runs;

import io.understudy.characters.CharacterId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to train.
 *
 * @param backend a {@link BackendChoice#id()}
 * @param fewerConfirmed the maker confirmed that fewer pictures than the guide's minimum are enough
 * @param clientKey made by the caller, once per wish: however often the wish is repeated, it gives one run
 * @param rerunOf the number of the run whose settings were taken over; null for a run of its own
 */
public record LaunchRequest(
        CharacterId character,
        String backend,
        TrainingSettings parameters,
        boolean fewerConfirmed,
        UUID clientKey,
        @Nullable Long rerunOf) {}
