package io.understudy.characters;

import java.util.Collection;
import java.util.Map;

/** How far characters have come, stated by the feature that knows: "v3 in production". */
public interface CharacterStanding {
    /** The standing of each character that has one; characters without are left out. */
    Map<CharacterId, Standing> of(Collection<CharacterId> ids);

    record Standing(String word, Level level) {}

    enum Level {
        NEUTRAL,
        INFO,
        GOOD,
        WARN,
        BAD
    }
}
