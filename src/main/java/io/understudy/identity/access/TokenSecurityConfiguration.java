package io.understudy.identity.access;

import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

@Configuration(proxyBeanMethods = false)
class TokenSecurityConfiguration {
    @Bean
    @Order(1)
    SecurityFilterChain machineDoor(
            HttpSecurity http, AccessTokenService tokens, List<TokenReadablePath> paths, Clock clock) throws Exception {
        http.securityMatcher(BearerTokenFilter::carriesToken);
        http.authorizeHttpRequests(requests -> {
            paths.forEach(path -> requests.requestMatchers(HttpMethod.GET, path.pattern())
                    .authenticated()
                    .requestMatchers(HttpMethod.HEAD, path.pattern())
                    .authenticated());
            requests.anyRequest().denyAll();
        });
        http.headers(AbstractHttpConfigurer::disable);
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        // Nothing can be changed this way, and a browser never sends the header on its own.
        http.csrf(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.exceptionHandling(
                problems -> problems.accessDeniedHandler((request, response, denied) -> BearerTokenFilter.refuse(
                        response,
                        HttpStatus.FORBIDDEN,
                        "An access token can only fetch production files. Sign in to do this.")));
        http.addFilterBefore(new BearerTokenFilter(tokens, clock), AuthorizationFilter.class);
        return http.build();
    }
}
