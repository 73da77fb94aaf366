package io.understudy.characters;

import java.util.Collection;
import java.util.Map;

/** How far characters have come, told by the feature that knows: "v3 in production". */
public interface CharacterStanding {
    /** The standing of each character that has one; characters without are left out. */
    Map<CharacterId, Standing> of(Collection<CharacterId> ids);

    /**
     * A standing in one word or two.
     *
     * @param word such as {@code v3 in production}
     */
    record Standing(String word, Level level) {}

    /** How a standing is meant; the screen gives it colour and icon. */
    enum Level {
        NEUTRAL,
        INFO,
        GOOD,
        WARN,
        BAD
    }
}
