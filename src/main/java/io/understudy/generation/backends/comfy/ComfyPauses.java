package io.understudy.generation.backends.comfy;

import java.time.Duration;

/**
 * How long is waited before a server is asked again.
 *
 * @param soon while something is due within a moment, such as the history of a graph that has ended
 * @param unheard while no frames come
 * @param heard while frames come, which end the wait
 * @param away at most, while the server does not answer
 */
record ComfyPauses(Duration soon, Duration unheard, Duration heard, Duration away) {
    static final ComfyPauses USUAL = new ComfyPauses(
            Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(30));
}
