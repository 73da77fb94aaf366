package io.understudy.support;

import io.understudy.collaboration.comments.FakeCommentableType;
import io.understudy.datasets.quality.ImmediateMeasuring;
import io.understudy.generation.jobs.FakeGenerationConfiguration;
import io.understudy.generation.jobs.GenerationProbe;
import io.understudy.identity.People;
import io.understudy.providers.fal.Sleeper;
import io.understudy.training.queue.FakeTrainingConfiguration;
import io.understudy.training.rehearsal.RehearsalProbe;
import io.understudy.training.runs.RunProbe;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Replaces what a test must be able to steer; the same for all tests, so that they share one context. */
@TestConfiguration(proxyBeanMethods = false)
@Import({
    People.class,
    FakeCommentableType.class,
    FakeTrainingConfiguration.class,
    FakeGenerationConfiguration.class,
    RehearsalProbe.class,
    ImmediateMeasuring.class,
    RunProbe.class,
    GenerationProbe.class
})
public class TestBeans {
    @Bean
    @Primary
    SettableClock settableClock() {
        return new SettableClock();
    }

    /** Nobody waits between two tries. */
    @Bean
    @Primary
    Sleeper noPauses() {
        return time -> Thread.yield();
    }
}
