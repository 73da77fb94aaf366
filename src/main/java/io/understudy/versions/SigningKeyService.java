package io.understudy.versions;

import io.understudy.dossiers.DossierKey;
import io.understudy.people.MembersOnly;
import io.understudy.people.SystemActs;
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
    public DossierKey publicKey() {
        return DossierKey.of(pair().getPublic());
    }

    KeyPair pair() {
        try {
            return DossierKey.ofText(
                    SystemActs.call(() -> secrets.own(NAME, () -> DossierKey.toText(DossierKey.newPair()))));
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }
}
