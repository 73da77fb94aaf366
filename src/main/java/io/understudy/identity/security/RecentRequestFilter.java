package io.understudy.identity.security;

import com.vaadin.flow.shared.ApplicationConstants;
import io.understudy.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows whether anyone is using the pages right now, so that heavy background work can pause. */
@Component
public class RecentRequestFilter extends OncePerRequestFilter {
    private static final Set<String> SENT_BY_THE_PAGE_ITSELF =
            Set.of(ApplicationConstants.REQUEST_TYPE_HEARTBEAT, ApplicationConstants.REQUEST_TYPE_PUSH);

    /** How far a picture is: while one is generated, an open page fetches that every second. */
    private static final Pattern PREVIEW = Pattern.compile("/generations/[^/]+/previews/[^/]+");

    private final Clock clock;
    private final AtomicInteger open = new AtomicInteger();
    private volatile Instant last = Instant.MIN;

    RecentRequestFilter(Clock clock) {
        this.clock = clock;
    }

    public boolean within(Duration time) {
        return open.get() > 0 || last.isAfter(clock.instant().minus(time));
    }

    static boolean isSentByThePageItself(HttpServletRequest request) {
        // To look for the parameter is to read a form, and the API reads its bodies itself.
        String type =
                Problems.areWanted(request) ? null : request.getParameter(ApplicationConstants.REQUEST_TYPE_PARAMETER);
        return (type != null && SENT_BY_THE_PAGE_ITSELF.contains(type))
                || PREVIEW.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return isSentByThePageItself(request)
                || request.getRequestURI().startsWith("/actuator/")
                || Problems.areWanted(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        open.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } finally {
            open.decrementAndGet();
            last = clock.instant();
        }
    }
}
