package io.understudy.providers.engines;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record EngineId(UUID value) implements TypedId {
    /** Under which runs and generation jobs name the engine. */
    String backend() {
        return "engine-" + value.toString().substring(0, 8);
    }
}
