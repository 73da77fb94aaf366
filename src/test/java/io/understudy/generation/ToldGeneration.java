package io.understudy.generation;

import io.understudy.people.SystemActs;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds a backend that generates what the test says, and a worker that works when told. */
@TestConfiguration(proxyBeanMethods = false)
public class ToldGeneration {
    public static class ToldWorker {
        private final GenerationWorker worker;
        private final GenerationJournal journal;

        ToldWorker(GenerationWorker worker, GenerationJournal journal) {
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

        /** Looks, as another node, for workers that stopped responding. */
        public void takeBackOverdue() {
            SystemActs.run(() -> journal.takeBackOverdue(Set.of()));
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
    ToldGenerator toldGenerator() {
        return new ToldGenerator();
    }

    @Bean
    ToldWorker toldGenerationWorker(GenerationWorker worker, GenerationJournal journal) {
        return new ToldWorker(worker, journal);
    }
}
