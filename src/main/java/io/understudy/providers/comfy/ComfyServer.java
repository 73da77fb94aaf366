package io.understudy.providers.comfy;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.net.AddressRule;
import io.understudy.storage.BlobHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ComfyUI server of the team.
 *
 * @param address without the routes: {@code http://render-1:8188}, or a folder of a proxy
 * @param headers that a proxy in front of it asks for
 */
public record ComfyServer(URI address, Supplier<Map<String, String>> headers) {
    private static final int ID_LENGTH = 12;

    public ComfyServer {
        if (!AddressRule.CONFIGURED.allows(address) || address.getQuery() != null || address.getFragment() != null) {
            throw notAnAddress();
        }
    }

    public static Map<String, String> bearer(@Nullable String token) {
        return token == null || token.isBlank() ? Map.of() : Map.of("Authorization", "Bearer " + token.strip());
    }

    private static DomainException.RuleViolation notAnAddress() {
        return DomainException.RuleViolation.in(
                "address", "Give the address as ComfyUI prints it when it starts, such as http://render-1:8188.");
    }

    /** The same on every node, and as long as the address stays. */
    public String id() {
        return BlobHash.of(address.toString().getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_LENGTH);
    }

    public String name() {
        return "ComfyUI at " + address.getAuthority();
    }

    /** Headers hold secrets. */
    @Override
    public String toString() {
        return name();
    }
}
