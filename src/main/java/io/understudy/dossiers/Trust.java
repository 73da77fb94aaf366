package io.understudy.dossiers;

@FunctionalInterface
public interface Trust {
    boolean in(DossierKey key);

    static Trust fingerprint(String given) {
        return key -> key.hasFingerprint(given);
    }

    static Trust key(DossierKey trusted) {
        return key -> key.fingerprint().equals(trusted.fingerprint());
    }
}
