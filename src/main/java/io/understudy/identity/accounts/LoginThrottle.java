package io.understudy.identity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten wrong passwords for one account, or thirty from one address, within 15 minutes the
 * next attempt has to wait, even with the right password. A person who is signed in is counted apart, so that other
 * people's wrong passwords do not keep them waiting. Nothing is locked forever.
 */
@Component
public class LoginThrottle {
    public static final int PER_ACCOUNT = 10;
    public static final int PER_ADDRESS = 30;
    public static final Duration WINDOW = Duration.ofMinutes(15);
    // Enough for a busy team; a flood of made-up names pushes out the oldest instead of filling the memory.
    private static final int REMEMBERED = 20_000;

    public record Counted(String key, int most) {
        public static Counted account(String email) {
            return new Counted("account:" + email, PER_ACCOUNT);
        }

        public static Counted address(String address) {
            return new Counted("address:" + address, PER_ADDRESS);
        }

        static Counted session(UUID account, String session) {
            return new Counted("session:" + account + ":" + session, PER_ACCOUNT);
        }
    }

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt as wrong until it {@link #succeeded}: checking a password takes a while, and many attempts at
     * once would otherwise all come through.
     *
     * @return how long to wait instead; empty when the password may be checked
     */
    public synchronized Optional<Duration> attempt(Counted... by) {
        Instant now = clock.instant();
        Optional<Duration> wait = Stream.of(by)
                .map(counted -> remaining(counted, now))
                .max(Duration::compareTo)
                .filter(Duration::isPositive);
        if (wait.isEmpty()) {
            Stream.of(by)
                    .forEach(counted -> failures.computeIfAbsent(counted.key(), key -> new ArrayDeque<>())
                            .addLast(now));
        }
        return wait;
    }

    /** The right password clears the count of the first; of the others, only this attempt. */
    public synchronized void succeeded(Counted first, Counted... others) {
        failures.remove(first.key());
        for (Counted other : others) {
            Deque<Instant> times = failures.get(other.key());
            if (times != null) {
                times.pollLast();
            }
        }
    }

    private Duration remaining(Counted counted, Instant now) {
        Deque<Instant> times = failures.get(counted.key());
        if (times == null) {
            return Duration.ZERO;
        }
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() < counted.most()) {
            return Duration.ZERO;
        }
        // The attempt becomes possible when enough of the oldest failures have left the window.
        Instant freeing = times.stream()
                .skip((long) times.size() - counted.most())
                .findFirst()
                .orElse(now);
        return Duration.between(now, freeing.plus(WINDOW));
    }
}
