package io.understudy.people;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

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
