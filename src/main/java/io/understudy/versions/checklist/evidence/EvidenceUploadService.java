package io.understudy.versions.checklist.evidence;

import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was sent as evidence. A program, and a form that a browser kept, name nothing else by its hash: whatever a tick
 * names is handed out with it, and the store holds photos and files that are not to be.
 */
@Service
@ReviewersOnly
public class EvidenceUploadService {
    /** As long as the store keeps what nothing refers to. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final EvidenceUploadRepository uploads;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final Clock clock;

    EvidenceUploadService(EvidenceUploadRepository uploads, BlobStore blobs, CurrentActor actor, Clock clock) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public Evidence remember(Evidence sent) {
        uploads.forgetBefore(clock.instant().minus(KEPT));
        sent.bytesIfAny().ifPresent(hash -> uploads.add(actor.get().id(), hash, clock.instant()));
        return sent;
    }

    /** Those of them that this account sent in the last day and that the store still has. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<Evidence> stillThere(List<Evidence> kept) {
        Set<BlobHash> sent = uploads.of(actor.get().id());
        Set<BlobHash> stored = blobs.describe(kept.stream()
                        .flatMap(piece -> piece.bytesIfAny().stream())
                        .filter(sent::contains)
                        .collect(Collectors.toSet()))
                .keySet();
        return kept.stream()
                .filter(piece -> piece.bytesIfAny().filter(stored::contains).isPresent())
                .toList();
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
