package io.understudy.characters;

import java.util.Collection;
import java.util.Map;

public interface CharacterProgress {
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
