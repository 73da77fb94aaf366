package io.understudy.identity.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the first of equal events through and counts the others, so that a loop leaves two rows in the trail. */
final class RepeatedEvents<E> {
    static final Duration WINDOW = Duration.ofMinutes(15);
    // A flood of made-up names pushes out the oldest instead of filling the memory.
    private static final int REMEMBERED = 20_000;

    /** @param more how many were counted after the first */
    record Counted<E>(E event, int more) {}

    private record Seen(Instant since, int more) {}

    private final Map<E, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<E, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @return whether the event is the first of its window */
    synchronized boolean isFirst(E event, Instant now) {
        return seen.merge(event, new Seen(now, 0), (first, again) -> new Seen(first.since(), first.more() + 1))
                        .more()
                == 0;
    }

    /** Ends windows that are over, and says what was counted in them. */
    synchronized List<Counted<E>> ended(Instant now) {
        List<Counted<E>> ended = new ArrayList<>();
        seen.forEach((event, counted) -> {
            if (!counted.since().plus(WINDOW).isAfter(now)) {
                ended.add(new Counted<>(event, counted.more()));
            }
        });
        ended.forEach(over -> seen.remove(over.event()));
        return ended.stream().filter(over -> over.more() > 0).toList();
    }
}
