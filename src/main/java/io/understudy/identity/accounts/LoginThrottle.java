package io.understudy.identity.accounts;

import io.understudy.platform.core.Sha256;
import io.understudy.platform.net.ClientNetwork;
import io.understudy.platform.net.RecentUses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
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
            MessageDigest digest = Sha256.begin();
            digest.update(SALT);
            return ByteBuffer.wrap(digest.digest(email.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        }

        boolean sharesItsNumberWith(Counted other) {
            return kind == other.kind && key.equals(other.key);
        }
    }

    private final Clock clock;
    /** Each kind apart, so that a flood of one pushes out none of another. */
    private final Map<Kind, RecentUses> failures = new EnumMap<>(Kind.class);

    LoginThrottle(Clock clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            failures.put(kind, new RecentUses(WINDOW, kind.remembered));
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
                .map(counted -> of(counted).untilFewerThan(counted.kind.most, counted.key, now))
                .max(Duration::compareTo)
                .filter(Duration::isPositive);
        if (wait.isEmpty()) {
            Stream.of(by).forEach(counted -> of(counted).add(counted.key, counted.name, now));
        }
        return wait;
    }

    /** The right password clears the count of the first; of the others, only this attempt. */
    public synchronized void succeeded(Counted first, Counted... others) {
        of(first).forget(first.key, first.name);
        for (Counted other : others) {
            of(other).forgetLast(other.key, other.name);
        }
    }

    /** An attempt whose password could not be checked does not count. */
    public synchronized void takeBack(Counted... attempted) {
        Stream.of(attempted).forEach(counted -> of(counted).forgetLast(counted.key, counted.name));
    }

    private RecentUses of(Counted counted) {
        return Objects.requireNonNull(failures.get(counted.kind));
    }
}
