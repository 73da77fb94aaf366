package io.understudy.datasets.quality;

import io.understudy.datasets.PictureId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That someone said the shot type of pictures, and what had been said before: enough to take it back.
 *
 * @param at when it was said
 */
public record ShotTypeCorrection(Instant at, List<Former> former) {
    public ShotTypeCorrection {
        former = List.copyOf(former);
    }

    /**
     * What had been said about a picture.
     *
     * @param answer null when nobody had said anything; then the rest is empty, too
     */
    public record Former(
            PictureId picture,
            @Nullable String answer,
            String reason,
            @Nullable UUID by,
            @Nullable Instant decidedAt) {}

    public int pictures() {
        return former.size();
    }
}
