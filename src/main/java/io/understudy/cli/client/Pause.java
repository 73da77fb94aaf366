package io.understudy.cli.client;

import java.time.Duration;

@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;
}
