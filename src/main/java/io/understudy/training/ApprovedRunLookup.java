package io.understudy.training;

import io.understudy.characters.CharacterId;
import java.util.Set;

/**
 * Answers which runs of a character ended in a version that was approved, and was not revoked since. Versions know;
 * runs come before them and only ask.
 */
public interface ApprovedRunLookup {
    Set<RunId> of(CharacterId character);
}
