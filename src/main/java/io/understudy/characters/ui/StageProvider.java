package io.understudy.characters.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.live.LiveValue;
import java.util.List;

/**
 * Contributes a feature's stages of the way to production, as they stand for the signed-in person; {@code @Order}:
 * consent 0, dataset 10, training 20, versions 30.
 */
public interface StageProvider {
    List<Stage> of(CharacterSummary character);

    /** Changes after which the stages may be others. */
    default List<LiveValue<Long>> changes(CharacterId character) {
        return List.of();
    }
}
