package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.accounts.LoginThrottle.Counted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("attack")
class LoginThrottleTest {
    private static final int FLOOD = 30_000;

    private final LoginThrottle throttle = new LoginThrottle(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void aFloodOfMadeUpNamesFromManyNetworksForgetsNoWrongPassword() {
        Counted victim = Counted.account("ines@example.org");
        UUID account = UUID.randomUUID();
        Counted session = Counted.session(account, "at home");
        for (int attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.attempt(victim, Counted.address("198.51.100.7")))
                    .isEmpty();
            assertThat(throttle.attempt(session)).isEmpty();
        }

        for (int attempt = 0; attempt < FLOOD; attempt++) {
            throttle.attempt(
                    Counted.account("nobody" + attempt + "@example.org"),
                    Counted.address("2001:db8:%x:%x::1".formatted(attempt >> 8, attempt & 0xff)));
        }

        assertThat(throttle.attempt(Counted.account("ines@example.org"), Counted.address("203.0.113.9")))
                .isPresent();
        assertThat(throttle.attempt(Counted.session(account, "at home"))).isPresent();
        assertThat(throttle.attempt(Counted.account("mara@example.org"), Counted.address("203.0.113.9")))
                .as("another person signs in as before")
                .isEmpty();
    }

    @Test
    void aNameOfOnesOwnThatSharesTheNumberOfAnotherForgivesOnlyItsOwnAttempts() {
        Counted victim = Counted.account("ines@example.org");
        Counted mine = IntStream.range(0, 10_000_000)
                .mapToObj(number -> Counted.account("m" + number + "@example.org"))
                .filter(victim::sharesItsNumberWith)
                .findFirst()
                .orElseThrow();
        for (int attempt = 1; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.attempt(victim)).isEmpty();
        }

        assertThat(throttle.attempt(mine)).isEmpty();
        throttle.succeeded(mine);

        assertThat(throttle.attempt(victim)).as("the tenth wrong password").isEmpty();
        assertThat(throttle.attempt(victim)).isPresent();
    }

    @Test
    void anAttemptThatCouldNotBeCheckedDoesNotCount() {
        Counted ines = Counted.account("ines@example.org");
        Counted address = Counted.address("198.51.100.7");
        for (int attempt = 1; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.attempt(ines, address)).isEmpty();
        }
        for (int attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            assertThat(throttle.attempt(ines, address)).isEmpty();
            throttle.takeBack(ines, address);
        }

        assertThat(throttle.attempt(ines, address))
                .as("the tenth wrong password")
                .isEmpty();
        assertThat(throttle.attempt(ines, address)).isPresent();
    }

    @Test
    void whoSharesANumberDoesNotFollowFromThePublicHashOfAName() {
        Counted victim = Counted.account("ines@example.org");
        int hash = folded("ines@example.org");

        assertThat(IntStream.range(0, 10_000_000)
                        .mapToObj("m%d@example.org"::formatted)
                        .filter(name -> folded(name) == hash)
                        .limit(10)
                        .map(Counted::account))
                .hasSize(10)
                .anyMatch(name -> !name.sharesItsNumberWith(victim));
    }

    private static int folded(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & 0xffff;
    }

    @Test
    void theRightPasswordClearsTheCountOfItsOwnAccount() {
        Counted own = Counted.account("ines@example.org");
        for (int attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThat(throttle.attempt(own)).isEmpty();
        }

        throttle.succeeded(own);

        assertThat(throttle.attempt(own)).isEmpty();
    }
}
