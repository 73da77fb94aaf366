package io.understudy.fal;

import java.time.Duration;

@FunctionalInterface
public interface Pauses {
    void pause(Duration time) throws InterruptedException;
}
