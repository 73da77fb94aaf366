package io.understudy.prompts.stacks.overlap;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;

@Component
public class OverlapSignals extends LiveCounter {
    OverlapSignals(SignalThread thread) {
        super(thread);
    }
}
