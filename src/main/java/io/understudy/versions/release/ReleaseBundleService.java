package io.understudy.versions.release;

import io.understudy.bundle.BundleWriter;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.ReviewContext;
import io.understudy.versions.review.ReviewContexts;
import io.understudy.versions.review.decisions.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes the signed release bundle: one zip that proves, to someone without access, how it came about. */
@Service
@MembersOnly
@Transactional
public class ReleaseBundleService {
    private final LoraVersions versions;
    private final ReviewContexts contexts;
    private final ReleaseBundleParts parts;
    private final SigningKeyService key;
    private final BlobStore blobs;
    private final AuditEvents auditEvents;

    ReleaseBundleService(
            LoraVersions versions,
            ReviewContexts contexts,
            ReleaseBundleParts parts,
            SigningKeyService key,
            BlobStore blobs,
            AuditEvents auditEvents) {
        this.versions = versions;
        this.contexts = contexts;
        this.parts = parts;
        this.key = key;
        this.blobs = blobs;
        this.auditEvents = auditEvents;
    }

    /**
     * Collects what belongs into it, as it is now; the audit trail keeps that it was taken.
     *
     * @throws DomainException.NotFound when there is no such version
     * @throws DomainException.Conflict when it is not in production, a signature or the consent no longer holds, or its
     *     decisions are not what the audit trail says: such a bundle would prove nothing
     */
    public ReleaseBundle create(VersionId id) {
        ReviewContext context = sound(id);
        LoraVersion version = context.version();
        key.publicKey();
        ReleaseBundle release = parts.of(context);
        auditEvents.publish(
                "version.bundle-taken",
                version.subject(),
                Map.of("manifest", context.hash().hex()));
        return release;
    }

    ReviewContext sound(VersionId id) {
        ReviewContext context = contexts.of(versions.findById(id.value()).orElseThrow(VersionService::notFound));
        requireSound(context);
        return context;
    }

    ReleaseBundle parts(ReviewContext context) {
        return parts.of(context);
    }

    private static void requireSound(ReviewContext context) {
        LoraVersion version = context.version();
        if (version.state() != VersionState.APPROVED) {
            throw new DomainException.Conflict("%s is %s: a release bundle is made only of what is in production."
                    .formatted(version.fileName(), version.state().word()));
        }
        context.whyWithheld().ifPresent(why -> {
            throw new DomainException.Conflict(
                    version.fileName() + " is recalled, so no release bundle vouches for it. " + why);
        });
        context.whyUntrusted().ifPresent(why -> {
            throw new DomainException.Conflict("No release bundle is signed for " + version.fileName() + ". " + why);
        });
        List<String> stale = context.signatures().stale().stream()
                .map(Signature::by)
                .distinct()
                .toList();
        if (!stale.isEmpty()) {
            throw new DomainException.Conflict(
                    "Something changed since %s signed, so no release bundle vouches for it until they sign again."
                            .formatted(Sentences.list(stale)));
        }
    }

    /** Writes and signs it while it is sent; the stream is left open. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void write(ReleaseBundle release, OutputStream out) throws IOException {
        BundleWriter writer = new BundleWriter(out, key.pair());
        for (Map.Entry<String, String> text : new TreeMap<>(release.texts()).entrySet()) {
            writer.text(text.getKey(), text.getValue());
        }
        for (Map.Entry<String, Object> part : new TreeMap<>(release.parts()).entrySet()) {
            writer.json(part.getKey(), part.getValue());
        }
        for (Map.Entry<String, BlobHash> blob : new TreeMap<>(release.blobs()).entrySet()) {
            try (InputStream in = blobs.open(blob.getValue())) {
                writer.stream(blob.getKey(), in);
            }
        }
        writer.finish(release.head());
    }
}
