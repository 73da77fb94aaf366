package io.understudy.identity.access;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Limits requests per key and time on this node; a flood of keys pushes out the oldest ones. */
final class RateLimit {
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final int most;
    private final Duration window;
    private final Map<String, Deque<Instant>> requests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    RateLimit(Clock clock, int most, Duration window) {
        this.clock = clock;
        this.most = most;
        this.window = window;
    }

    /**
     * Counts a request, unless it has to wait.
     *
     * @return for how long it has to
     */
    synchronized Optional<Duration> take(String key) {
        Deque<Instant> times = requests.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        Instant now = clock.instant();
        while (!times.isEmpty() && !times.getFirst().plus(window).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() < most) {
            times.addLast(now);
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, times.getFirst().plus(window)));
    }

    /**
     * The headers of draft-ietf-httpapi-ratelimit-headers: what is allowed, and what is left of it until when. Where another
     * limit holds, too, both are listed.
     */
    synchronized void write(String name, String key, HttpServletResponse response) {
        Deque<Instant> times = requests.getOrDefault(key, new ArrayDeque<>());
        Instant now = clock.instant();
        Instant renewed = times.isEmpty() ? now : times.getFirst().plus(window);
        list(response, "RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(name, most, window.toSeconds()));
        list(
                response,
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                name,
                                most - times.size(),
                                Duration.between(now, renewed).toSeconds()));
    }

    private static void list(HttpServletResponse response, String header, String item) {
        String others = response.getHeader(header);
        response.setHeader(header, others == null ? item : others + ", " + item);
    }
}
