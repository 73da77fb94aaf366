package io.understudy.support;

import io.understudy.comments.ToldThings;
import io.understudy.datasets.MeasuringNow;
import io.understudy.fal.Pauses;
import io.understudy.generation.AwaitedPictures;
import io.understudy.generation.ToldGeneration;
import io.understudy.people.People;
import io.understudy.training.AwaitedRuns;
import io.understudy.training.ToldTraining;
import io.understudy.training.rehearsal.RehearsalRounds;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Replaces what a test must be able to steer; the same for all tests, so that they share one context. */
@TestConfiguration(proxyBeanMethods = false)
@Import({
    People.class,
    ToldThings.class,
    ToldTraining.class,
    ToldGeneration.class,
    RehearsalRounds.class,
    MeasuringNow.class,
    AwaitedRuns.class,
    AwaitedPictures.class
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
    Pauses noPauses() {
        return time -> Thread.yield();
    }
}
