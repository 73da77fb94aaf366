package io.understudy.identity.security;

import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.ui.LoginView;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.web.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityConfiguration {
    private static final String SIGN_IN = "/login";
    private static final String SIGNED_MESSAGES = "/webhooks/fal/*";

    @Bean
    SecurityFilterChain door(
            HttpSecurity http,
            ActiveSessions sessions,
            Accounts accounts,
            Outages outages,
            RequestUtil vaadinRequests,
            Clock clock,
            @Value("${understudy.session-lifetime}") Duration sessionLifetime)
            throws Exception {
        // A stream ends also when the session ended that let it in.
        http.authorizeHttpRequests(
                requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/studio/**", "/webjars/**", "/actuator/health/**", "/favicon.ico")
                        .permitAll()
                        // No one signs in here: each message carries fal.ai's signature, and one without is refused.
                        .requestMatchers(HttpMethod.POST, SIGNED_MESSAGES)
                        .permitAll());
        http.headers(AbstractHttpConfigurer::disable);
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView(LoginView.class, SIGN_IN)
                        // Vaadin would let the sign-in through without the CSRF token.
                        .enableCsrfConfiguration(false)
                        // An unknown address leads a signed-in person to the page that says so.
                        .anyRequest(AuthorizedUrl::authenticated));
        http.csrf(csrf -> csrf.ignoringRequestMatchers(vaadinRequests::isFrameworkInternalRequest)
                .ignoringRequestMatchers(
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, SIGNED_MESSAGES)));
        http.exceptionHandling(errors -> errors.authenticationEntryPoint(new SessionEndedEntryPoint(SIGN_IN))
                // A sign-in page that was open for too long says so, and comes back with a new token.
                .defaultAccessDeniedHandlerFor(
                        (request, response, refused) ->
                                response.sendRedirect(request.getContextPath() + SIGN_IN + "?" + LoginView.ENDED),
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, SIGN_IN))
                .defaultAccessDeniedHandlerFor(
                        (request, response, refused) -> Problems.write(
                                Problems.of(
                                        HttpStatus.FORBIDDEN,
                                        "A program that changes something sends an access token, or the CSRF token of its"
                                                + " session."),
                                response),
                        PathPatternRequestMatcher.withDefaults().matcher("/api/**")));
        http.formLogin(form -> form.failureHandler(new LoginFailureHandler(clock)));
        // Before the sign-in's own filter: it ends the request, and its session has to be known, too.
        http.addFilterBefore(
                new SessionOwnerFilter(sessions, accounts, outages, clock, sessionLifetime),
                UsernamePasswordAuthenticationFilter.class);
        http.logout(logout -> logout.addLogoutHandler(new HeaderWriterLogoutHandler(
                new ClearSiteDataHeaderWriter(ClearSiteDataHeaderWriter.Directive.CACHE))));
        return http.build();
    }

    /** First of all filters, so that what the firewall refuses carries the headers, too. */
    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> securityHeaders() {
        FilterRegistrationBean<SecurityHeadersFilter> first = new FilterRegistrationBean<>(new SecurityHeadersFilter());
        first.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return first;
    }

    @Bean
    FilterRegistrationBean<ForeignOriginFilter> foreignOrigins(PublicUrl address) {
        FilterRegistrationBean<ForeignOriginFilter> second =
                new FilterRegistrationBean<>(new ForeignOriginFilter(address));
        second.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return second;
    }

    @Bean
    FilterRegistrationBean<PushSessionFilter> pushSessions() {
        FilterRegistrationBean<PushSessionFilter> third = new FilterRegistrationBean<>(new PushSessionFilter());
        third.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return third;
    }

    /**
     * Where people reach this server over TLS only, their cookie goes nowhere else: its name makes the browser insist on
     * that, and on this very host.
     */
    @Bean
    ServletContextInitializer cookieOfThisHost(PublicUrl address) {
        return context -> {
            if (address.forServices("").isPresent()) {
                context.getSessionCookieConfig().setName("__Host-understudy");
                context.getSessionCookieConfig().setSecure(true);
                context.getSessionCookieConfig().setPath("/");
            }
        };
    }

    /** Tomcat refuses a malformed request itself: no filter sees it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> headersOfMalformedRequests() {
        return server -> server.addEngineValves(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                SecurityHeadersFilter.write(request, response);
                getNext().invoke(request, response);
            }
        });
    }

    @Bean
    VaadinServiceInitListener protectedPages() {
        return service -> {
            requireProtection(service.getSource().getDeploymentConfiguration().isXsrfProtectionEnabled());
            service.addIndexHtmlRequestListener(page -> page.getDocument()
                    .getElementsByTag("script")
                    .attr(
                            "nonce",
                            SecurityHeadersFilter.nonce(
                                    ((VaadinServletRequest) page.getVaadinRequest()).getRequest())));
        };
    }

    static void requireProtection(boolean on) {
        if (!on) {
            throw new IllegalStateException("The pages of this server would take messages from other sites: remove"
                    + " disable-xsrf-protection from its settings.");
        }
    }

    /** What the firewall refuses reaches no controller. */
    @Bean
    RequestRejectedHandler malformedAddresses() {
        RequestRejectedHandler usual = new HttpStatusRequestRejectedHandler();
        return (request, response, refused) -> {
            if (Problems.areWanted(request)) {
                Problems.write(Problems.of(HttpStatus.BAD_REQUEST, "This is no address of the API."), response);
            } else {
                usual.handle(request, response, refused);
            }
        };
    }

    /** Method security publishes what it refuses only with it. */
    @Bean
    AuthorizationEventPublisher refusedActions(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    /** Figures of each filter and each check of a request, which no dashboard names, cost more than the checks. */
    @Bean
    static SecurityObservationSettings noFiguresOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AuthenticationManager authenticationManager(PasswordAuthenticationProvider login) {
        return new ProviderManager(login);
    }

    /** Argon2id: long passwords are not truncated. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
