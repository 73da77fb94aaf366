package io.understudy.identity.access;

import io.understudy.identity.Budgeted.Budget;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What each person may do so many times a minute on this node, however they ask for it. */
@Component
public class Budgets {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Budget, RateLimit> limits = new ConcurrentHashMap<>();

    Budgets(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts one more, unless it has to wait.
     *
     * @return for how long it has to
     */
    public Optional<Duration> take(Budget budget, UUID account) {
        return limit(budget).take(account.toString());
    }

    void write(Budget budget, UUID account, HttpServletResponse response) {
        limit(budget).write(budget.name().toLowerCase(Locale.ROOT), account.toString(), response);
    }

    private RateLimit limit(Budget budget) {
        return limits.computeIfAbsent(budget, one -> new RateLimit(clock, one.perMinute(), WINDOW));
    }
}
