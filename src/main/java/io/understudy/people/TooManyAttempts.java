package io.understudy.people;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords lately; the answer is 429 with the time to wait. */
class TooManyAttempts extends AuthenticationException {
    private final transient Duration wait;

    TooManyAttempts(Duration wait) {
        super("Too many attempts");
        this.wait = wait;
    }

    Duration remaining() {
        return wait;
    }
}
