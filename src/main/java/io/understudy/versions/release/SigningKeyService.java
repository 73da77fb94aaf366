package io.understudy.versions.release;

import io.understudy.audit.TrailCheckpointService;
import io.understudy.bundle.BundleKey;
import io.understudy.bundle.KeyType;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import java.security.KeyPair;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys that this installation signs releases with: made once, sealed, and never shown but for their public halves.
 */
@Service
@Transactional
public class SigningKeyService {
    private static final SecretName BUNDLES = new SecretName("bundle.signing-key");
    private static final SecretName FOLDERS = new SecretName("release.signing-key");

    private final SecretService secrets;
    private final TrailCheckpointService checkpoints;

    SigningKeyService(SecretService secrets, TrailCheckpointService checkpoints) {
        this.secrets = secrets;
        this.checkpoints = checkpoints;
    }

    @MembersOnly
    public BundleKey publicKey() {
        return BundleKey.of(pair().getPublic());
    }

    /** Of release folders: the formats there know elliptic curve keys only. */
    @MembersOnly
    public BundleKey folderKey() {
        return BundleKey.of(folderPair().getPublic());
    }

    /** What the proofs of the audit trail are verified with, on one line. */
    @MembersOnly
    public String logKey() {
        return checkpoints.key().vkey();
    }

    KeyPair pair() {
        return BundleKey.ofText(RunAs.get(() -> secrets.own(BUNDLES, () -> BundleKey.toText(BundleKey.newPair()))));
    }

    KeyPair folderPair() {
        return BundleKey.ofText(RunAs.get(() -> secrets.own(FOLDERS, () -> BundleKey.toText(KeyType.P256.newPair()))));
    }
}
