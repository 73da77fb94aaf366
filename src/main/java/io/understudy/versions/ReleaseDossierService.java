package io.understudy.versions;

import io.understudy.dossiers.DossierWriter;
import io.understudy.people.MembersOnly;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
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
public class ReleaseDossierService {
    private final LoraVersions versions;
    private final Dossiers dossiers;
    private final DossierParts parts;
    private final SigningKeyService key;
    private final BlobStore blobs;
    private final Acts acts;

    ReleaseDossierService(
            LoraVersions versions,
            Dossiers dossiers,
            DossierParts parts,
            SigningKeyService key,
            BlobStore blobs,
            Acts acts) {
        this.versions = versions;
        this.dossiers = dossiers;
        this.parts = parts;
        this.key = key;
        this.blobs = blobs;
        this.acts = acts;
    }

    /**
     * Collects what belongs into it, as it is now; the audit trail keeps that it was taken.
     *
     * @throws Refusal.NotFound when there is no such version
     * @throws Refusal.Conflict when it is not in production, a signature or the consent no longer holds, or its
     *     decisions are not what the audit trail says: such a bundle would prove nothing
     */
    public ReleaseDossier take(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        Dossier dossier = dossiers.of(version);
        requireSound(dossier);
        key.publicKey();
        ReleaseDossier release = parts.of(dossier);
        acts.publish(
                "version.dossier-taken",
                version.subject(),
                Map.of("manifest", dossier.hash().hex()));
        return release;
    }

    private static void requireSound(Dossier dossier) {
        LoraVersion version = dossier.version();
        if (version.state() != VersionState.APPROVED) {
            throw new Refusal.Conflict("%s is %s: a release bundle is made only of what is in production."
                    .formatted(version.fileName(), version.state().word()));
        }
        dossier.whyWithheld().ifPresent(why -> {
            throw new Refusal.Conflict(
                    version.fileName() + " is recalled, so no release bundle vouches for it. " + why);
        });
        dossier.whyUntrusted().ifPresent(why -> {
            throw new Refusal.Conflict("No release bundle is signed for " + version.fileName() + ". " + why);
        });
        List<String> stale = dossier.signatures().stale().stream()
                .map(Signature::by)
                .distinct()
                .toList();
        if (!stale.isEmpty()) {
            throw new Refusal.Conflict(
                    "Something changed since %s signed, so no release bundle vouches for it until they sign again."
                            .formatted(Words.list(stale)));
        }
    }

    /** Writes and signs it while it is sent; the stream is left open. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void write(ReleaseDossier release, OutputStream out) throws IOException {
        DossierWriter writer = new DossierWriter(out, key.pair());
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
