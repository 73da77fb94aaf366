package io.understudy.training.queue;

import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.OtherNode;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Adds a backend that does what the test says; for tests of every feature that needs runs. */
@TestConfiguration(proxyBeanMethods = false)
@Import({RunFixtures.class, OtherNode.class})
public class FakeTrainingConfiguration {
    static final String SERVICE = "told-service";

    @Bean
    @Primary
    FakeTrainingBackend toldBackend() {
        return new FakeTrainingBackend();
    }

    /** One whose jobs run elsewhere, two at a time; offered once a test connects it. */
    @Bean
    FakeTrainingBackend toldService() {
        return FakeTrainingBackend.elsewhere(SERVICE);
    }

    @Bean
    FakeTrainingEngines fakeTrainingEngines(EngineDirectory directory) {
        return new FakeTrainingEngines(directory);
    }
}
