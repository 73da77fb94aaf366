package io.understudy.settings;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettingsProperties.class)
class SettingsConfiguration {
    @Bean
    Seal seal(SettingsProperties properties) {
        return new Seal(new SealingKey(properties)::get);
    }
}
