package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.accounts.LoginThrottle.Counted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
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
}
