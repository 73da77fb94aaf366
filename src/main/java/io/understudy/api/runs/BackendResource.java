package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.training.backends.BackendChoice;
import org.jspecify.annotations.Nullable;

/**
 * Where a run can be computed.
 *
 * @param baseModel id of the model that its LoRAs are made for
 * @param obstacle why it cannot be chosen now; null where it can
 */
@Schema(name = "Backend")
record BackendResource(
        String id,
        String name,
        String what,
        String baseModel,
        @Nullable String obstacle) {
    static BackendResource of(BackendChoice backend) {
        return new BackendResource(
                backend.id(),
                backend.displayName(),
                backend.capabilities().what(),
                backend.capabilities().baseModel().id(),
                backend.obstacle());
    }
}
