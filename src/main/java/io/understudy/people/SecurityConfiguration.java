package io.understudy.people;

import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.understudy.people.ui.LoginView;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Who gets through the door, and which headers every answer carries. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityConfiguration {
    // Vaadin starts its client with inline scripts; everything else may come from this server only.
    private static final String CONTENT_POLICY =
            "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    private static final String SIGN_IN = "/login";
    private static final String SIGNED_MESSAGES = "/webhooks/fal/*";

    @Bean
    SecurityFilterChain door(HttpSecurity http, OpenSessions sessions, RequestUtil vaadinRequests) throws Exception {
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/studio/**", "/webjars/**", "/actuator/health/**", "/favicon.ico")
                .permitAll()
                // Nobody signs in here: each message carries fal.ai's signature, and one without is refused.
                .requestMatchers(HttpMethod.POST, SIGNED_MESSAGES)
                .permitAll());
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)));
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView(LoginView.class, SIGN_IN)
                        // Vaadin would let the login through without the token against forgery.
                        .enableCsrfConfiguration(false)
                        // An unknown address shall lead a signed-in person to the page that says so.
                        .anyRequest(AuthorizedUrl::authenticated));
        http.csrf(csrf -> csrf.ignoringRequestMatchers(vaadinRequests::isFrameworkInternalRequest)
                .ignoringRequestMatchers(
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, SIGNED_MESSAGES)));
        http.exceptionHandling(errors -> errors.authenticationEntryPoint(new SessionEndedEntryPoint(SIGN_IN)));
        http.formLogin(form -> form.failureHandler(new LoginRefusal()));
        // Before the login's own filter: it ends the request, and its session has to be known all the same.
        http.addFilterBefore(new SessionOwners(sessions), UsernamePasswordAuthenticationFilter.class);
        return http.build();
    }

    @Bean
    AuthenticationManager authenticationManager(PasswordLogin login) {
        return new ProviderManager(login);
    }

    /** Argon2id: no length limit that cuts a long password short. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
