package io.understudy.fal;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FalProperties.class)
class FalConfiguration {
    @Bean
    Pauses falPauses() {
        return Thread::sleep;
    }
}
