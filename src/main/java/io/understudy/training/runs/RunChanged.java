package io.understudy.training.runs;

import io.understudy.characters.CharacterId;
import io.understudy.training.RunProgress;

/**
 * Something about a run changed; published inside the transaction, received after it is committed.
 *
 * @param moved whether it has come into its state since the change before
 */
public record RunChanged(RunProgress progress, CharacterId character, String backend, boolean moved) {}
