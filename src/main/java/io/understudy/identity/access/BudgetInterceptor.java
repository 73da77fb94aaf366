package io.understudy.identity.access;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts what is {@link Budgeted}, for each person on this node; a token that fetches files has a limit of its own. */
@Component
class BudgetInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Budget, RateLimit> limits = new ConcurrentHashMap<>();

    BudgetInterceptor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Budgeted budgeted = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Budgeted.class) : null;
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (budgeted == null
                || who == null
                || !(who.getPrincipal() instanceof SignedInPerson person)
                || (BearerTokenFilter.carriesToken(request) && !Problems.areWanted(request))) {
            return true;
        }
        RateLimit limit =
                limits.computeIfAbsent(budgeted.value(), budget -> new RateLimit(clock, budget.perMinute(), WINDOW));
        String key = person.accountId().toString();
        Optional<Duration> wait = limit.take(key);
        limit.write(budgeted.value().name().toLowerCase(Locale.ROOT), key, response);
        if (wait.isPresent()) {
            BearerTokenFilter.askToWait(request, response, wait.get());
        }
        return wait.isEmpty();
    }
}
