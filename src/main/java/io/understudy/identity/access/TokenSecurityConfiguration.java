package io.understudy.identity.access;

import io.understudy.platform.web.Problems;
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
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

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
        // Assistants come with a token or not at all, whatever session their program has.
        RequestMatcher assistants = PathPatternRequestMatcher.withDefaults().matcher(Problems.ASSISTANTS);
        http.securityMatcher(request -> BearerTokenFilter.carriesToken(request) || assistants.matches(request));
        http.authorizeHttpRequests(requests -> {
            // The end of a stream that was let in, and what is said about a request that was not.
            requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll();
            paths.forEach(path -> requests.requestMatchers(HttpMethod.GET, path.pattern())
                    .authenticated()
                    .requestMatchers(HttpMethod.HEAD, path.pattern())
                    .authenticated());
            // What each of them needs, its handler says: see TokenRules.
            requests.requestMatchers("/api/v1/**", Problems.ASSISTANTS).authenticated();
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
