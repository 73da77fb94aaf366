package io.understudy.dossiers;

/** What somebody trusts before they read a dossier. */
@FunctionalInterface
public interface Trust {
    /** Whether this is the key that is trusted. */
    boolean in(DossierKey key);

    /** The key with this fingerprint. */
    static Trust fingerprint(String given) {
        return key -> key.hasFingerprint(given);
    }

    /** Exactly this key. */
    static Trust key(DossierKey trusted) {
        return key -> key.fingerprint().equals(trusted.fingerprint());
    }
}
