package io.understudy.providers.engines;

import io.understudy.identity.Role;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Engines for tests of what works with them. */
public final class TestEngines {
    private TestEngines() {}

    public static EngineConnection connection(EngineKind kind, String address, String token) {
        return connection(kind, Map.of(EngineField.ADDRESS, address), token);
    }

    public static EngineConnection slurm(String address, String partition) {
        return connection(
                EngineKind.SLURM_REST, Map.of(EngineField.ADDRESS, address, EngineField.PARTITION, partition), "tok");
    }

    public static EngineConnection gpuHost() {
        return connection(EngineKind.GPU_HOST, Map.of(), "");
    }

    /** @param secret in place of whichever is asked for */
    public static EngineConnection connection(EngineKind kind, Map<EngineField, String> values, String secret) {
        return connection(kind, values, field -> Optional.of(secret));
    }

    public static EngineConnection connection(
            EngineKind kind, Map<EngineField, String> values, Map<EngineField, String> secrets) {
        return connection(kind, values, field -> Optional.ofNullable(secrets.get(field)));
    }

    private static EngineConnection connection(
            EngineKind kind, Map<EngineField, String> values, EngineConnection.SecretReader secrets) {
        EngineId id = new EngineId(UUID.randomUUID());
        return new EngineConnection(
                id,
                0,
                id.backend(),
                "Engine",
                kind,
                EngineSettings.of(kind, values),
                "",
                "/scratch/understudy",
                1,
                null,
                Role.MEMBER,
                null,
                secrets);
    }
}
