package io.understudy.providers.engines.probes;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

final class EngineHeaders {
    private static final double GIB = 1L << 30;

    private EngineHeaders() {}

    static Map<String, String> bearer(Optional<String> token) {
        return token.map(secret -> Map.of("Authorization", "Bearer " + secret)).orElse(Map.of());
    }

    /** @param bytes 0 where they are not known */
    static String memory(long bytes) {
        return bytes == 0 ? "" : String.format(Locale.ROOT, ", %.0f GiB", bytes / GIB);
    }
}
