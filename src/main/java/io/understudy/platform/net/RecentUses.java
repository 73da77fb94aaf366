package io.understudy.platform.net;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** When keys were used of late, on this node; too many keys push out the oldest ones. Not safe for threads. */
public final class RecentUses {
    private final Duration window;
    private final Map<String, Deque<Use>> uses;

    /** @param by tells uses under one key apart */
    private record Use(Instant at, long by) {}

    /** @param keys that are remembered at most */
    public RecentUses(Duration window, int keys) {
        this.window = window;
        this.uses = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Deque<Use>> eldest) {
                return size() > keys;
            }
        };
    }

    /** @param by tells uses under one key apart */
    public void add(String key, long by, Instant now) {
        uses.computeIfAbsent(key, unknown -> new ArrayDeque<>()).addLast(new Use(now, by));
    }

    public void forget(String key, long by) {
        uses.computeIfPresent(key, (same, known) -> {
            known.removeIf(use -> use.by == by);
            return known.isEmpty() ? null : known;
        });
    }

    public void forgetLast(String key, long by) {
        Deque<Use> known = uses.getOrDefault(key, new ArrayDeque<>(0));
        for (Iterator<Use> latest = known.descendingIterator(); latest.hasNext(); ) {
            if (latest.next().by == by) {
                latest.remove();
                return;
            }
        }
    }

    public int count(String key, Instant now) {
        return recent(key, now).size();
    }

    /** How long until enough of the oldest have left the window; zero when there are fewer than so many. */
    public Duration untilFewerThan(int most, String key, Instant now) {
        Deque<Use> recent = recent(key, now);
        return recent.size() < most
                ? Duration.ZERO
                : recent.stream()
                        .skip((long) recent.size() - most)
                        .findFirst()
                        .map(freeing -> Duration.between(now, freeing.at.plus(window)))
                        .orElse(Duration.ZERO);
    }

    private Deque<Use> recent(String key, Instant now) {
        Deque<Use> known = uses.get(key);
        if (known == null) {
            return new ArrayDeque<>(0);
        }
        while (!known.isEmpty() && !known.getFirst().at.plus(window).isAfter(now)) {
            known.removeFirst();
        }
        return known;
    }
}
