package io.understudy.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten wrong passwords for one account, or thirty from one address, within 15 minutes the
 * next attempt has to wait, even with the right password. Nothing is locked for good.
 */
@Component
class LoginThrottle {
    static final int PER_ACCOUNT = 10;
    static final int PER_ADDRESS = 30;
    static final Duration WINDOW = Duration.ofMinutes(15);
    // Enough for a busy team; a flood of made-up names pushes out the oldest instead of filling the memory.
    private static final int REMEMBERED = 20_000;

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

    /** How long this account or address still has to wait; empty when it may try. */
    synchronized Optional<Duration> wait(String account, String address) {
        Instant now = clock.instant();
        Duration wait = Duration.ZERO;
        wait = longer(wait, remaining(accountKey(account), PER_ACCOUNT, now));
        wait = longer(wait, remaining(addressKey(address), PER_ADDRESS, now));
        return wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    synchronized void failed(String account, String address) {
        Instant now = clock.instant();
        failures.computeIfAbsent(accountKey(account), key -> new ArrayDeque<>()).addLast(now);
        failures.computeIfAbsent(addressKey(address), key -> new ArrayDeque<>()).addLast(now);
    }

    /** The right password forgets the account's failures; those of the address stay. */
    synchronized void succeeded(String account) {
        failures.remove(accountKey(account));
    }

    private Duration remaining(String key, int limit, Instant now) {
        Deque<Instant> times = failures.get(key);
        if (times == null) {
            return Duration.ZERO;
        }
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() < limit) {
            return Duration.ZERO;
        }
        // The attempt becomes possible when enough of the oldest failures have left the window.
        Instant freeing =
                times.stream().skip((long) times.size() - limit).findFirst().orElse(now);
        return Duration.between(now, freeing.plus(WINDOW));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String accountKey(String account) {
        return "account:" + account;
    }

    private static String addressKey(String address) {
        return "address:" + address;
    }
}
