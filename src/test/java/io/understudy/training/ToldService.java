package io.understudy.training;

import io.understudy.training.backend.TrainingBackend;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** In addition to the told backend, one whose jobs run elsewhere, two at a time. */
@TestConfiguration(proxyBeanMethods = false)
class ToldService {
    static final String ID = "told-service";

    @Bean
    TrainingBackend toldService() {
        return ToldBackend.elsewhere(ID);
    }
}
