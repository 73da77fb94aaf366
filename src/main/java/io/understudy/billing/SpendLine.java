package io.understudy.billing;

import io.understudy.characters.CharacterId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person spent on one character.
 *
 * @param person null when the product itself asked
 * @param character null where it was for nobody in particular
 */
public record SpendLine(
        @Nullable UUID person,
        String personName,
        @Nullable CharacterId character,
        String characterName,
        SpendSum sum) {}
