package io.understudy.versions.recalls;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.versions.VersionId;
import java.util.Set;
import java.util.UUID;
import org.springframework.modulith.NamedInterface;

/**
 * What a version was trained on may not be used, or may be used again; published inside the transaction that says so.
 *
 * @param reason of the recall; empty when it was lifted
 * @param holders who took the file and was notified of the recall
 */
@NamedInterface("recalls")
public record VersionRecallChanged(
        VersionId version,
        String name,
        CharacterId character,
        BaseModel model,
        boolean recalled,
        String reason,
        Set<UUID> holders) {
    public VersionRecallChanged {
        holders = Set.copyOf(holders);
    }
}
