package io.understudy.versions.release;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.recalls.SnapshotRecallChanged;
import io.understudy.versions.recalls.SnapshotRecallRepository;
import io.understudy.versions.review.VersionRecalls;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a bad dataset out of use with everything that came of it: files are withheld, and the person who took one is
 * notified.
 */
@Service
@Transactional(readOnly = true)
public class SnapshotRecallService {
    private static final int REASON_LENGTH = 2000;

    private final SnapshotRecallRepository recalls;
    private final VersionRecalls files;
    private final DatasetService datasets;
    private final List<SnapshotDescendants> descendants;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SnapshotRecallService(
            SnapshotRecallRepository recalls,
            VersionRecalls files,
            DatasetService datasets,
            List<SnapshotDescendants> descendants,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.recalls = recalls;
        this.files = files;
        this.datasets = datasets;
        this.descendants = List.copyOf(descendants);
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @MembersOnly
    public Optional<SnapshotRecall> of(SnapshotId snapshot) {
        return recalls.of(snapshot);
    }

    @MembersOnly
    public List<SnapshotDescendants.Descendant> reach(SnapshotId snapshot) {
        return descendants.stream()
                .flatMap(feature -> feature.of(List.of(snapshot)).stream())
                .toList();
    }

    /**
     * Recalls a snapshot: from now on no run begins on it, no file that came of it is handed out, no version of it is
     * signed or approved, and everyone in the ledger of downloads is notified. What trains on it already continues
     * until someone cancels it, and says so.
     *
     * @throws DomainException.Conflict when it is recalled already
     * @throws DomainException.RuleViolation in {@code reason} or {@code password}
     */
    @AdminsOnly
    @Transactional
    public void recall(SnapshotId id, String reason, PasswordProof proof) {
        passwords.require(proof);
        SnapshotSummary snapshot = datasets.snapshot(id);
        String words = checked(reason);
        if (!recalls.add(id, words, actor.get(), clock.instant())) {
            throw new DomainException.Conflict("Snapshot " + id.brief() + " is recalled already.");
        }
        auditEvents.publish("snapshot.recalled", subject(snapshot), Map.of("reason", words));
        events.publishEvent(new SnapshotRecallChanged(id));
        files.recalled(id, "The dataset it was trained on was recalled: " + words);
    }

    /**
     * Takes a recall back: it was a mistake. Who has not answered yet is no longer asked.
     *
     * @throws DomainException.Conflict when it is not recalled
     */
    @AdminsOnly
    @Transactional
    public void lift(SnapshotId id, String reason, PasswordProof proof) {
        passwords.require(proof);
        SnapshotSummary snapshot = datasets.snapshot(id);
        String words = checked(reason);
        if (!recalls.remove(id)) {
            throw new DomainException.Conflict("Snapshot " + id.brief() + " is not recalled.");
        }
        auditEvents.publish("snapshot.recall-lifted", subject(snapshot), Map.of("reason", words));
        events.publishEvent(new SnapshotRecallChanged(id));
        files.lifted(id);
    }

    private static String checked(String reason) {
        String words = reason.strip();
        if (words.isEmpty() || words.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "reason", "Say why, in up to " + REASON_LENGTH + " characters: everyone who used it reads this.");
        }
        return words;
    }

    private static AuditEvent.Subject subject(SnapshotSummary snapshot) {
        return new AuditEvent.Subject(
                "snapshot", snapshot.id().hash(), snapshot.id().brief());
    }
}
