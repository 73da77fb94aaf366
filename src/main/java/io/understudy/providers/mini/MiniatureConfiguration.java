package io.understudy.providers.mini;

import io.understudy.identity.security.RecentRequestFilter;
import io.understudy.mini.MiniatureWorkers;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MiniatureProperties.class)
class MiniatureConfiguration {
    // Long enough for the answer, its pictures and the next click of a busy person.
    private static final Duration AFTER_A_CLICK = Duration.ofMillis(1500);

    @Bean
    MiniatureWorkers miniatureWorkers(MiniatureProperties properties, RecentRequestFilter requests) {
        MiniatureWorkers workers = new MiniatureWorkers(properties.chosenThreads());
        workers.yieldTo(() -> requests.within(AFTER_A_CLICK));
        return workers;
    }
}
