package io.understudy.training;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Adds a backend that does what the test says; for tests of every feature that needs runs. */
@TestConfiguration(proxyBeanMethods = false)
@Import(RunStories.class)
public class ToldTraining {
    @Bean
    @Primary
    ToldBackend toldBackend() {
        return new ToldBackend();
    }
}
