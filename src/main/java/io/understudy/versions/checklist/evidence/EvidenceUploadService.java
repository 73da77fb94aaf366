package io.understudy.versions.checklist.evidence;

import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was sent as evidence by programs. A tick of theirs names nothing else by its hash: whatever a tick names is handed
 * out with it, and the store holds photos and files that are not to be.
 */
@Service
@ReviewersOnly
public class EvidenceUploadService {
    /** As long as the store keeps what nothing refers to. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final EvidenceUploadRepository uploads;
    private final CurrentActor actor;
    private final Clock clock;

    EvidenceUploadService(EvidenceUploadRepository uploads, CurrentActor actor, Clock clock) {
        this.uploads = uploads;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public Evidence remember(Evidence sent) {
        uploads.forgetBefore(clock.instant().minus(KEPT));
        sent.bytesIfAny().ifPresent(hash -> uploads.add(actor.get().id(), hash, clock.instant()));
        return sent;
    }

    /** @throws DomainException.RuleViolation when a picture or a file is none that this account sent */
    @Transactional(readOnly = true)
    public void requireSent(List<Evidence> evidence) {
        Set<BlobHash> sent = uploads.of(actor.get().id());
        evidence.stream()
                .filter(piece -> piece.kind() == Evidence.Kind.PICTURE || piece.kind() == Evidence.Kind.FILE)
                .filter(piece -> piece.bytesIfAny().filter(sent::contains).isEmpty())
                .findFirst()
                .ifPresent(piece -> {
                    throw DomainException.RuleViolation.in(
                            "evidence",
                            "You sent no evidence with the sha256 of “%s” in the last day: upload it again."
                                    .formatted(piece.words()));
                });
    }
}
