package io.understudy.audit.daily;

import io.understudy.audit.AnchorWriter;
import io.understudy.audit.AuditService;
import io.understudy.audit.AuditService.Found;
import io.understudy.audit.TrailProblem;
import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.SystemOnly;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Checks the trail and what rests on it before its state is signed. Admins are notified once of each finding. */
@Service
@AdminsOnly
@Transactional(readOnly = true)
public class DailyTrailCheck {
    /** New findings of one check that each have a notice of their own. */
    private static final int MOST_NOTICES = 10;

    private static final Logger log = LoggerFactory.getLogger(DailyTrailCheck.class);

    private final AuditService audit;
    private final AnchorWriter anchors;
    private final DailyTrailRepository repository;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    DailyTrailCheck(
            AuditService audit,
            AnchorWriter anchors,
            DailyTrailRepository repository,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.audit = audit;
        this.anchors = anchors;
        this.repository = repository;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty before the first check. */
    public Optional<DailyTrailReport> last() {
        return repository.last();
    }

    /** Reads the whole trail and every version, then signs the state also where something was found. Takes its time. */
    @SystemOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void run() {
        List<Found> found = new ArrayList<>();
        AuditService.Checked checked = null;
        try {
            checked = audit.check();
            found.addAll(checked.found());
        } catch (RuntimeException unexpected) {
            found.add(unexpected("check", "The audit trail could not be checked", unexpected));
        }
        try {
            anchors.write().ifPresent(refused -> found.add(new Found("signing", refused)));
        } catch (RuntimeException unexpected) {
            found.add(unexpected("signing", "The audit trail could not be signed", unexpected));
        }
        keep(checked == null ? 0 : checked.rows(), found, checked != null);
    }

    private static Found unexpected(String key, String title, RuntimeException problem) {
        log.error(title, problem);
        return new Found(key, new TrailProblem(title, title + ". The server's log says why."));
    }

    private void keep(long rows, List<Found> found, boolean whole) {
        found.forEach(
                one -> log.error("{}: {}", one.problem().title(), one.problem().words()));
        transaction.executeWithoutResult(status -> {
            List<Found> fresh = repository.replace(clock.instant(), rows, found, whole);
            fresh.stream().limit(MOST_NOTICES).map(Found::problem).forEach(events::publishEvent);
            if (fresh.size() > MOST_NOTICES) {
                events.publishEvent(new TrailProblem(
                        "The daily check of the audit trail found more",
                        "It has %d new findings. The Audit page shows them.".formatted(fresh.size())));
            }
        });
    }
}
