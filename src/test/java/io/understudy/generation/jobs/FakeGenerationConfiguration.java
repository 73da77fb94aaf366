package io.understudy.generation.jobs;

import io.understudy.platform.core.RunAs;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds a backend that generates what the test says, and a worker that works when told. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeGenerationConfiguration {
    public static class FakeWorker {
        private final GenerationWorker worker;
        private final GenerationProgressWriter journal;

        FakeWorker(GenerationWorker worker, GenerationProgressWriter journal) {
            this.worker = worker;
            this.journal = journal;
        }

        public void fill() {
            worker.fill();
        }

        public void renew() {
            worker.renew();
        }

        /** Gives everything back, as a server that stops. */
        public void releaseAll() {
            worker.releaseAll();
        }

        /** Looks for what other nodes did. */
        void look() {
            RunAs.run(worker::look);
        }

        /** Looks, as another node, for workers that stopped responding. */
        public void takeBackOverdue() {
            RunAs.run(() -> journal.takeBackOverdue(Set.of()));
        }

        /** Looks for them as the node that works here. */
        public void takeBackOverdueOfOthers() {
            worker.takeBackOverdue();
        }

        public boolean isIdle() {
            return worker.isIdle();
        }
    }

    @Bean
    FakeGenerationBackend toldGenerator() {
        return new FakeGenerationBackend();
    }

    @Bean
    FakeGenerationEngines fakeGenerationEngines() {
        return new FakeGenerationEngines();
    }

    @Bean
    FakeWorker toldGenerationWorker(GenerationWorker worker, GenerationProgressWriter journal) {
        return new FakeWorker(worker, journal);
    }
}
