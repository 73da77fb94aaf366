package io.understudy.identity.accounts;

import io.understudy.platform.net.ClientNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten wrong passwords for one account, or thirty from one address (of IPv6, one network of 64
 * bits), within 15 minutes the next attempt has to wait, even with the right password. A person who is signed in is counted apart, so that other
 * people's wrong passwords do not keep them waiting. Nothing is locked forever.
 */
@Component
public class LoginThrottle {
    public static final int PER_ACCOUNT = 10;
    public static final int PER_ADDRESS = 30;
    public static final Duration WINDOW = Duration.ofMinutes(15);
    // Enough for a busy team; a flood of addresses pushes out the oldest instead of filling the memory.
    private static final int REMEMBERED = 20_000;
    // Names share numbers, and all numbers fit: a flood of made-up names pushes out nobody's. Who shares one nobody can
    // work out, and a right password forgives only what was tried with its own name.
    private static final int ACCOUNTS = 1 << 16;

    private enum Kind {
        ACCOUNT(PER_ACCOUNT, ACCOUNTS),
        ADDRESS(PER_ADDRESS, REMEMBERED),
        SESSION(PER_ACCOUNT, REMEMBERED);

        final int most;
        final int remembered;

        Kind(int most, int remembered) {
            this.most = most;
            this.remembered = remembered;
        }
    }

    public static final class Counted {
        private static final byte[] SALT = new byte[32];

        static {
            new SecureRandom().nextBytes(SALT);
        }

        private final Kind kind;
        private final String key;
        private final long name;

        private Counted(Kind kind, String key, long name) {
            this.kind = kind;
            this.key = key;
            this.name = name;
        }

        public static Counted account(String email) {
            long hash = salted(email);
            return new Counted(Kind.ACCOUNT, String.valueOf(hash & (ACCOUNTS - 1)), hash);
        }

        public static Counted address(String address) {
            return new Counted(Kind.ADDRESS, ClientNetwork.of(address), 0);
        }

        static Counted session(UUID account, String session) {
            return new Counted(Kind.SESSION, account + ":" + session, 0);
        }

        private static long salted(String email) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(SALT);
                return ByteBuffer.wrap(digest.digest(email.getBytes(StandardCharsets.UTF_8)))
                        .getLong();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every Java platform knows SHA-256.", impossible);
            }
        }

        boolean sharesItsNumberWith(Counted other) {
            return kind == other.kind && key.equals(other.key);
        }
    }

    /** @param name of the account that was tried, as a number; 0 where a key stands for one alone */
    private record Attempt(Instant at, long name) {}

    /** The attempts of one kind by their key; of too many, the latest. */
    private static final class Failures extends LinkedHashMap<String, Deque<Attempt>> {
        private final int most;

        Failures(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Attempt>> eldest) {
            return size() > most;
        }
    }

    private final Clock clock;
    /** Each kind apart, so that a flood of one pushes out none of another. */
    private final Map<Kind, Failures> failures = new EnumMap<>(Kind.class);

    LoginThrottle(Clock clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            failures.put(kind, new Failures(kind.remembered));
        }
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
                    .forEach(counted -> of(counted)
                            .computeIfAbsent(counted.key, key -> new ArrayDeque<>())
                            .addLast(new Attempt(now, counted.name)));
        }
        return wait;
    }

    /** The right password clears the count of the first; of the others, only this attempt. */
    public synchronized void succeeded(Counted first, Counted... others) {
        Deque<Attempt> own = of(first).get(first.key);
        if (own != null) {
            own.removeIf(attempt -> attempt.name == first.name);
            if (own.isEmpty()) {
                of(first).remove(first.key);
            }
        }
        for (Counted other : others) {
            Deque<Attempt> attempts = of(other).get(other.key);
            if (attempts != null) {
                attempts.pollLast();
            }
        }
    }

    private Failures of(Counted counted) {
        return Objects.requireNonNull(failures.get(counted.kind));
    }

    private Duration remaining(Counted counted, Instant now) {
        Deque<Attempt> attempts = of(counted).get(counted.key);
        if (attempts == null) {
            return Duration.ZERO;
        }
        while (!attempts.isEmpty() && !attempts.getFirst().at().plus(WINDOW).isAfter(now)) {
            attempts.removeFirst();
        }
        if (attempts.size() < counted.kind.most) {
            return Duration.ZERO;
        }
        // The attempt becomes possible when enough of the oldest failures have left the window.
        Instant freeing = attempts.stream()
                .skip((long) attempts.size() - counted.kind.most)
                .findFirst()
                .map(Attempt::at)
                .orElse(now);
        return Duration.between(now, freeing.plus(WINDOW));
    }
}
