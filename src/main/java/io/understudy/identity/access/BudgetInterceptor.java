package io.understudy.identity.access;

import io.understudy.identity.Budgeted;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts requests that are {@link Budgeted}; a token that fetches files has a limit of its own. */
@Component
class BudgetInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private final Budgets budgets;

    BudgetInterceptor(Budgets budgets) {
        this.budgets = budgets;
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
        Optional<Duration> wait = budgets.take(budgeted.value(), person.accountId());
        budgets.write(budgeted.value(), person.accountId(), response);
        if (wait.isPresent()) {
            BearerTokenFilter.askToWait(request, response, wait.get());
        }
        return wait.isEmpty();
    }
}
