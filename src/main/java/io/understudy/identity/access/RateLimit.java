package io.understudy.identity.access;

import io.understudy.platform.net.RecentUses;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Limits requests per key and time on this node; a flood of keys pushes out the oldest ones. */
final class RateLimit {
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final int most;
    private final Duration window;
    private final RecentUses uses;

    RateLimit(Clock clock, int most, Duration window) {
        this.clock = clock;
        this.most = most;
        this.window = window;
        this.uses = new RecentUses(window, REMEMBERED);
    }

    /**
     * Counts a request, unless it has to wait.
     *
     * @return for how long it has to
     */
    synchronized Optional<Duration> take(String key) {
        Instant now = clock.instant();
        Duration wait = uses.untilFewerThan(most, key, now);
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        uses.add(key, 0, now);
        return Optional.empty();
    }

    /**
     * The headers of draft-ietf-httpapi-ratelimit-headers: what is allowed, and what is left of it until when. Where another
     * limit holds, too, both are listed.
     */
    void write(String name, String key, HttpServletResponse response) {
        int used;
        Duration renewed;
        synchronized (this) {
            Instant now = clock.instant();
            used = uses.count(key, now);
            renewed = uses.untilFewerThan(Math.max(1, used), key, now);
        }
        String item = '"' + name + '"';
        list(response, "RateLimit-Policy", item + ";q=" + most + ";w=" + window.toSeconds());
        list(response, "RateLimit", item + ";r=" + (most - used) + ";t=" + renewed.toSeconds());
    }

    private static void list(HttpServletResponse response, String header, String item) {
        String others = response.getHeader(header);
        response.setHeader(header, others == null ? item : others + ", " + item);
    }
}
