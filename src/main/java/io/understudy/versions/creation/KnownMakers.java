package io.understudy.versions.creation;

import io.understudy.versions.registry.Deed;
import io.understudy.versions.review.decisions.AlteredAuditEvents;
import java.util.Map;
import java.util.UUID;

/**
 * Those who made weights that came in before.
 *
 * @param altered rows of the trail that should have named more of them
 */
public record KnownMakers(Map<UUID, Deed> deeds, AlteredAuditEvents altered) {
    public KnownMakers {
        deeds = Map.copyOf(deeds);
    }
}
