package io.understudy.providers.fal;

import java.time.Duration;

@FunctionalInterface
public interface Sleeper {
    void pause(Duration time) throws InterruptedException;
}
