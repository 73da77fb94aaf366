package io.understudy.providers.engines;

import io.understudy.identity.Role;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An engine for those that work with it.
 *
 * @param rowVersion higher after every change, also after a secret was set
 * @param backend under which runs and generation jobs name it
 * @param trainer as in {@link EngineDraft}
 * @param pricePerGpuHour US dollars; null for none
 * @param pause null while it may start something
 */
public record EngineConnection(
        EngineId id,
        long rowVersion,
        String backend,
        String name,
        EngineKind kind,
        EngineSettings settings,
        String trainer,
        String workFolder,
        int mostAtOnce,
        @Nullable BigDecimal pricePerGpuHour,
        Role openTo,
        @Nullable EnginePause pause,
        SecretReader secrets) {
    /** Reads an engine's secrets for the product's own work. */
    @FunctionalInterface
    public interface SecretReader {
        Optional<String> read(EngineField secret);
    }

    boolean isSame(EngineConnection other) {
        return id.equals(other.id) && rowVersion == other.rowVersion;
    }
}
