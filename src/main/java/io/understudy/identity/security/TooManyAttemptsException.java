package io.understudy.identity.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

class TooManyAttemptsException extends AuthenticationException {
    private final transient Duration wait;

    TooManyAttemptsException(Duration wait) {
        super("Too many attempts");
        this.wait = wait;
    }

    Duration remaining() {
        return wait;
    }
}
