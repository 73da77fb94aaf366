package io.understudy.bundle;

@FunctionalInterface
public interface Trust {
    boolean in(BundleKey key);

    static Trust fingerprint(String given) {
        return key -> key.hasFingerprint(given);
    }

    static Trust key(BundleKey trusted) {
        return key -> key.fingerprint().equals(trusted.fingerprint());
    }
}
