package io.understudy.training.backend.miniature;

import io.understudy.miniature.MiniatureWorkers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bounded pool on which everything of the miniature computes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MiniatureProperties.class)
class MiniatureConfiguration {
    @Bean
    MiniatureWorkers miniatureWorkers(MiniatureProperties properties) {
        return new MiniatureWorkers(properties.chosenThreads());
    }
}
