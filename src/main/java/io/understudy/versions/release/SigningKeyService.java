package io.understudy.versions.release;

import io.understudy.bundle.BundleKey;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import java.security.KeyPair;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The key that this installation signs release bundles with: made once, sealed, and never shown but for its public
 * half.
 */
@Service
@Transactional
public class SigningKeyService {
    private static final SecretName NAME = new SecretName("dossier.signing-key");

    private final SecretService secrets;

    SigningKeyService(SecretService secrets) {
        this.secrets = secrets;
    }

    @MembersOnly
    public BundleKey publicKey() {
        return BundleKey.of(pair().getPublic());
    }

    KeyPair pair() {
        try {
            return BundleKey.ofText(RunAs.call(() -> secrets.own(NAME, () -> BundleKey.toText(BundleKey.newPair()))));
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }
}
