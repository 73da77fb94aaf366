package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationState;
import io.understudy.support.ChangeProbe;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.transaction.event.TransactionalEventListener;

/** Waits for generated pictures. */
@TestConfiguration(proxyBeanMethods = false)
public class GenerationProbe extends ChangeProbe<GenerationDetails> {
    private final GenerationService generation;

    GenerationProbe(GenerationService generation) {
        this.generation = generation;
    }

    void in(GenerationId job, GenerationState wanted) throws Exception {
        when(job, details -> details.state() == wanted);
    }

    void when(GenerationId job, Predicate<GenerationDetails> wanted) throws Exception {
        when(() -> generation.details(job), wanted);
    }

    void idle(FakeGenerationConfiguration.FakeWorker worker) throws InterruptedException {
        until(worker::isIdle);
    }

    @Override
    protected boolean isOver(GenerationDetails job) {
        return job.state().isOver();
    }

    @Override
    protected String describe(GenerationDetails job) {
        return "The pictures are " + job.state() + ": " + job.failure();
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        signal();
    }
}
