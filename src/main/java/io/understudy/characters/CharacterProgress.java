package io.understudy.characters;

import io.understudy.platform.live.LiveValue;
import java.util.Collection;
import java.util.Map;

public interface CharacterProgress {
    Map<CharacterId, Standing> of(Collection<CharacterId> ids);

    /** Changes after which it may be another. */
    LiveValue<Long> changes();

    record Standing(String word, Level level) {}

    enum Level {
        NEUTRAL,
        INFO,
        GOOD,
        WARN,
        BAD
    }
}
