package io.understudy.training.queue;

import io.understudy.providers.engines.EngineUse;
import io.understudy.training.backends.TrainingBackends;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class EngineRunUse implements EngineUse {
    private final QueueRepository queues;
    private final TrainingBackends backends;
    private final Clock clock;

    EngineRunUse(QueueRepository queues, TrainingBackends backends, Clock clock) {
        this.queues = queues;
        this.backends = backends;
        this.clock = clock;
    }

    @Override
    public Optional<String> open(String backend) {
        return counted(queues.unfinished(backend).size());
    }

    @Override
    public Optional<String> ending(String backend) {
        return counted(countEnding(backend));
    }

    private int countEnding(String backend) {
        return (int) backends.find(backend).stream()
                .flatMap(found -> queues.stoppedSince(CancelledRunQueue.since(clock), List.of(backend)).stream()
                        .filter(run -> run.isToBeEnded(found)))
                .count();
    }

    @Override
    public Optional<String> followed(String backend) {
        return counted(countFollowed(backend));
    }

    /** Without runs that wait for their first job: those wait for whichever place the engine has by then. */
    int countFollowed(String backend) {
        int sent = (int) backends.find(backend).stream()
                .flatMap(found -> queues.unfinished(backend).stream()
                        .filter(run -> run.state().isWorkedOn() || found.mayRun(run.memo())))
                .count();
        return sent + countEnding(backend);
    }

    private static Optional<String> counted(int runs) {
        return runs == 0 ? Optional.empty() : Optional.of(runs == 1 ? "a run" : runs + " runs");
    }
}
