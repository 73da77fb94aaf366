package io.understudy.versions.blind;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Seeds that nobody can guess: a person who knew one could work out the sides. */
@Component
class BlindSeeds {
    private final SecureRandom random = new SecureRandom();

    long next() {
        return random.nextLong();
    }
}
