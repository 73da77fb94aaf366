package io.understudy.audit.daily;

import io.understudy.audit.AuditService;
import io.understudy.audit.TrailCheck;
import io.understudy.audit.TrailWalked;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Reads the whole trail soon after an act on which decisions wait for that: once for all that happened until then. */
@Component
class TrailWalkQueue extends BackgroundQueue<Long> {
    private static final Logger log = LoggerFactory.getLogger(TrailWalkQueue.class);

    private final AuditService audit;
    private final DailyTrailCheck daily;
    private final ApplicationEventPublisher events;
    private final Set<String> verbs;

    TrailWalkQueue(
            AuditService audit,
            DailyTrailCheck daily,
            List<TrailCheck> checks,
            ApplicationEventPublisher events,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("trail-walks", claims, enabled);
        this.audit = audit;
        this.daily = daily;
        this.events = events;
        this.verbs =
                checks.stream().flatMap(check -> check.awaiting().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @TransactionalEventListener
    void acted(AuditEvent event) {
        if (isRunning() && verbs.contains(event.verb())) {
            soon(this::look);
        }
    }

    @Override
    protected List<Long> waiting() {
        return verbs.isEmpty() ? List.of() : audit.awaitingWalk(verbs);
    }

    @Override
    protected String subject(Long row) {
        return "trail";
    }

    @Override
    protected void perform(Long row) {
        if (waiting().isEmpty()) {
            return;
        }
        boolean found = audit.walk(this::isStopping);
        if (found || !isStopping()) {
            events.publishEvent(new TrailWalked());
        }
        if (found) {
            // Admins are notified of what was found, which the page then shows with all the rest.
            daily.run();
        }
    }

    /** Versions wait for it, so it is begun again with the next look. */
    @Override
    protected void giveUp(Long row) {
        log.error("The audit trail could not be read to its end {} times", MOST_ATTEMPTS);
    }
}
