package io.understudy.training.queue;

import io.understudy.training.backends.api.TrainingBackend;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** In addition to the told backend, one whose jobs run elsewhere, two at a time. */
@TestConfiguration(proxyBeanMethods = false)
class FakeRemoteBackendConfiguration {
    static final String ID = "told-service";

    @Bean
    TrainingBackend toldService() {
        return FakeTrainingBackend.elsewhere(ID);
    }
}
