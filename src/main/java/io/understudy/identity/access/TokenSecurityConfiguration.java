package io.understudy.identity.access;

import io.understudy.platform.web.ProblemsOfFilters;
import jakarta.servlet.DispatcherType;
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
            HttpSecurity http,
            AccessTokenService tokens,
            List<TokenReadablePath> paths,
            ProblemsOfFilters failures,
            Clock clock)
            throws Exception {
        http.securityMatcher(BearerTokenFilter::carriesToken);
        http.authorizeHttpRequests(requests -> {
            // The end of a stream that was let in, and what is said about a request that was not.
            requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll();
            paths.forEach(path -> requests.requestMatchers(HttpMethod.GET, path.pattern())
                    .authenticated()
                    .requestMatchers(HttpMethod.HEAD, path.pattern())
                    .authenticated());
            // What each of them needs, its handler says: see TokenInterceptor.
            requests.requestMatchers("/api/v1/**").authenticated();
            requests.anyRequest().denyAll();
        });
        http.headers(AbstractHttpConfigurer::disable);
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        // A browser never sends the header on its own.
        http.csrf(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.exceptionHandling(
                problems -> problems.accessDeniedHandler((request, response, denied) -> BearerTokenFilter.refuse(
                        request,
                        response,
                        HttpStatus.FORBIDDEN,
                        "An access token opens the API and production files only. Sign in to do this.")));
        http.addFilterBefore(new BearerTokenFilter(tokens, failures, clock), AuthorizationFilter.class);
        return http.build();
    }
}
