package io.understudy.fal;

import java.time.Duration;

/** How waiting between two questions is done; tests do it without the wait. */
@FunctionalInterface
public interface Pauses {
    void pause(Duration time) throws InterruptedException;
}
