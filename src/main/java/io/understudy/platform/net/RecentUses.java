package io.understudy.platform.net;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** When keys were used of late, on this node; too many keys push out the oldest ones. Not safe for threads. */
public final class RecentUses {
    private final Duration window;
    private final Map<String, Deque<Instant>> times;

    /** @param keys that are remembered at most */
    public RecentUses(Duration window, int keys) {
        this.window = window;
        this.times = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
                return size() > keys;
            }
        };
    }

    public void add(String key, Instant now) {
        times.computeIfAbsent(key, unknown -> new ArrayDeque<>()).addLast(now);
    }

    public void forget(String key) {
        times.remove(key);
    }

    public void forgetLast(String key) {
        Deque<Instant> known = times.get(key);
        if (known != null) {
            known.pollLast();
        }
    }

    public int count(String key, Instant now) {
        return recent(key, now).size();
    }

    /** How long until enough of the oldest have left the window; zero when there are fewer than so many. */
    public Duration untilFewerThan(int most, String key, Instant now) {
        Deque<Instant> recent = recent(key, now);
        return recent.size() < most
                ? Duration.ZERO
                : recent.stream()
                        .skip((long) recent.size() - most)
                        .findFirst()
                        .map(freeing -> Duration.between(now, freeing.plus(window)))
                        .orElse(Duration.ZERO);
    }

    private Deque<Instant> recent(String key, Instant now) {
        Deque<Instant> known = times.get(key);
        if (known == null) {
            return new ArrayDeque<>(0);
        }
        while (!known.isEmpty() && !known.getFirst().plus(window).isAfter(now)) {
            known.removeFirst();
        }
        return known;
    }
}
