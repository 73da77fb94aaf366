package io.understudy.training.queue;

import io.understudy.providers.engines.EngineUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class EngineRunUse implements EngineUse {
    private final QueueRepository queues;

    EngineRunUse(QueueRepository queues) {
        this.queues = queues;
    }

    @Override
    public Optional<String> open(String backend) {
        int runs = queues.unfinished(backend);
        return runs == 0 ? Optional.empty() : Optional.of(runs == 1 ? "a run" : runs + " runs");
    }
}
