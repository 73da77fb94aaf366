package io.understudy.training.backends;

import io.understudy.training.backends.api.BackendCapabilities;
import org.jspecify.annotations.Nullable;

/** @param obstacle why the person who asks cannot choose it now; null where they can */
public record BackendChoice(
        String id,
        String displayName,
        BackendCapabilities capabilities,
        @Nullable String obstacle) {
    public boolean isOpen() {
        return obstacle == null;
    }
}
