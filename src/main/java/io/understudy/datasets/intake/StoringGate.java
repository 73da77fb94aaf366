package io.understudy.datasets.intake;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets work that nobody waits for stand back while files are being stored, for a short time: uploads go first. */
@Component
class StoringGate {
    /** A gap between two files of one drop is shorter. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private int storing;
    private long lastEnd = System.nanoTime() - QUIET.toNanos();

    synchronized void begin() {
        storing++;
    }

    synchronized void end() {
        storing--;
        lastEnd = System.nanoTime();
    }

    /** Waits until nothing has been stored for a moment, but never long. */
    synchronized void awaitQuiet() {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        try {
            while (!isQuiet() && System.nanoTime() < until) {
                wait(QUIET.toMillis() / 4);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isQuiet() {
        return storing == 0 && System.nanoTime() - lastEnd >= QUIET.toNanos();
    }
}
