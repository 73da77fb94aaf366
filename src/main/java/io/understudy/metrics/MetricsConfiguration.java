package io.understudy.metrics;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MetricsProperties.class, OtlpProperties.class})
class MetricsConfiguration {
    private static final String PATH = "/actuator/prometheus";

    /** Before the door for people and the one for their machines: this token opens the figures and nothing else. */
    @Bean
    @Order(0)
    SecurityFilterChain metricsFilterChain(HttpSecurity http, MetricsProperties properties) throws Exception {
        http.securityMatcher(PATH);
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        http.headers(AbstractHttpConfigurer::disable);
        http.csrf(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.addFilterBefore(new MetricsTokenFilter(properties), AuthorizationFilter.class);
        return http.build();
    }
}
