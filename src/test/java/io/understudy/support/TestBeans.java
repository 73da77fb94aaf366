package io.understudy.support;

import io.understudy.audit.ImmediateWalks;
import io.understudy.collaboration.comments.FakeCommentableType;
import io.understudy.datasets.intake.ImmediateArrivals;
import io.understudy.datasets.quality.ImmediateMeasuring;
import io.understudy.generation.jobs.FakeGenerationConfiguration;
import io.understudy.generation.jobs.GenerationProbe;
import io.understudy.identity.People;
import io.understudy.providers.fal.FalClient.Sleeper;
import io.understudy.training.queue.FakeTrainingConfiguration;
import io.understudy.training.rehearsal.RehearsalProbe;
import io.understudy.training.runs.RunProbe;
import io.understudy.versions.checklist.FakeEvidence;
import io.understudy.versions.checklist.FakeMeasures;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Replaces what a test must be able to steer; the same for all tests, so that they share one context. */
@TestConfiguration(proxyBeanMethods = false)
@Import({
    People.class,
    FakeCommentableType.class,
    ImmediateWalks.class,
    FakeTrainingConfiguration.class,
    FakeGenerationConfiguration.class,
    RehearsalProbe.class,
    ImmediateMeasuring.class,
    ImmediateArrivals.class,
    RunProbe.class,
    GenerationProbe.class,
    FakeMeasures.class,
    FakeEvidence.class
})
public class TestBeans {
    @Bean
    static ReplaceableBeans replaceableBeans() {
        return new ReplaceableBeans();
    }

    @Bean
    static DataAccess dataAccess() {
        return new DataAccess(DataAccess.file(TestDirectories.onPostgreSql() ? "postgresql" : "h2"));
    }

    @Bean
    @Primary
    SettableClock settableClock() {
        return new SettableClock();
    }

    /** The product's own algorithm, with parameters for which nobody waits. */
    @Bean
    @Primary
    PasswordEncoder cheapPasswords() {
        return new Argon2PasswordEncoder(16, 32, 1, 64, 1);
    }

    /** Nobody waits between two tries. */
    @Bean
    @Primary
    Sleeper noPauses() {
        return time -> Thread.yield();
    }
}
