package io.understudy.api.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to do what a request with a key asks for.
 *
 * @param requestHash of everything that makes it this request
 * @param begunAt when it was sent first
 * @param claimedAt when it was sent to the server that works on it: a server that was given up claims in vain
 */
public record Claim(UUID owner, String key, String requestHash, Instant begunAt, Instant claimedAt) {
    private static final String NAME = Claim.class.getName();
    private static final String REPEATABLE = NAME + ".repeatable";
    private static final String SECRET = NAME + ".secret";

    /**
     * The same one for a request that is sent again after it failed, or its server was lost; another one for every other
     * request. What is made carries it, and is found by it.
     */
    public static UUID idOf(HttpServletRequest request) {
        Claim claim = of(request);
        if (claim == null) {
            return UUID.randomUUID();
        }
        request.setAttribute(REPEATABLE, true);
        return claim.id();
    }

    /** Whether a request that failed half-way makes nothing a second time when it is sent again. */
    static boolean isRepeatable(HttpServletRequest request) {
        return request.getAttribute(REPEATABLE) != null;
    }

    static void keepNoAnswer(HttpServletRequest request) {
        request.setAttribute(SECRET, true);
    }

    static boolean isAnswerKept(HttpServletRequest request) {
        return request.getAttribute(SECRET) == null;
    }

    static @Nullable Claim of(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof Claim claim ? claim : null;
    }

    void keepIn(HttpServletRequest request) {
        request.setAttribute(NAME, this);
    }

    private UUID id() {
        String all = owner + "\n" + key + "\n" + requestHash + "\n" + begunAt;
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
