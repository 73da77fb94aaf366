package io.understudy.providers.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * What a machine proves its identity with.
 *
 * @param type such as {@code ssh-ed25519}
 * @param data in Base64, as in a line of known_hosts
 */
public record SshHostKey(String type, String data) {
    private static final Pattern LINE =
            Pattern.compile("(?:\\S+\\s+)?((?:ssh|ecdsa|sk)-\\S+)\\s+([A-Za-z0-9+/]+=*)(?:\\s.*)?");

    /**
     * @param line of known_hosts, or a public key without a host
     * @throws IllegalArgumentException when it holds no key
     */
    public static SshHostKey parse(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no line of known_hosts");
        }
        SshHostKey key = new SshHostKey(parts.group(1), parts.group(2));
        key.key();
        return key;
    }

    static SshHostKey of(PublicKey key) {
        String[] parts = PublicKeyEntry.toString(key).split(" ");
        return new SshHostKey(parts[0], parts[1]);
    }

    PublicKey key() {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(line())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException broken) {
            throw new IllegalArgumentException("This is no host key", broken);
        }
    }

    /** For a person to compare, as {@code ssh-keygen -l} shows it: {@code SHA256:…}. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key());
    }

    /** Type and data, as they are stored. */
    public String line() {
        return type + " " + data;
    }
}
