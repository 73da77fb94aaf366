package io.understudy.identity.access;

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

    synchronized Optional<Duration> wait(String key) {
        Deque<Instant> times = requests.get(key);
        if (times == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        while (!times.isEmpty() && !times.getFirst().plus(window).isAfter(now)) {
            times.removeFirst();
        }
        return times.size() < most
                ? Optional.empty()
                : Optional.of(Duration.between(now, times.getFirst().plus(window)));
    }

    synchronized void spend(String key) {
        requests.computeIfAbsent(key, unknown -> new ArrayDeque<>()).addLast(clock.instant());
    }
}
