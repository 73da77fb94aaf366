package io.understudy.providers.engines;

import io.understudy.identity.Role;
import io.understudy.platform.core.PauseNote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An engine for screens, without its secrets.
 *
 * @param secrets those that are set
 * @param check null until it was asked for the first time
 */
public record EngineCard(
        EngineId id,
        long rowVersion,
        String backend,
        String name,
        EngineKind kind,
        Map<EngineField, String> values,
        Set<EngineField> secrets,
        String trainer,
        String workFolder,
        int mostAtOnce,
        @Nullable BigDecimal pricePerGpuHour,
        Role openTo,
        @Nullable PauseNote pause,
        String changedBy,
        Instant changedAt,
        @Nullable Check check) {
    /** @param silentSince null where it answers */
    public record Check(Instant checkedAt, @Nullable Instant silentSince, EngineAnswer answer) {}

    public String place() {
        return EngineSettings.of(kind, values).place();
    }

    public String perRun() {
        return EngineSettings.of(kind, values).perRun();
    }
}
