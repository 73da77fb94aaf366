package io.understudy.api.runs;

import io.understudy.training.RunProgress;
import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What a stream about a run sends; it remembers what it has sent. */
interface RunFeed {
    /** @return whether there was something to send */
    boolean send(RunProgress now, SseEmitter emitter) throws IOException;

    /** Whether more is there than it sent at once: between two parts the stream asks whether the client is still let in. */
    default boolean hasMore() {
        return false;
    }
}
