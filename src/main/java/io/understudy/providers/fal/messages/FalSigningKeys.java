package io.understudy.providers.fal.messages;

import io.understudy.providers.fal.FalClient;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The keys with which fal signs its messages, fetched once a day. A signature that fits none of them may come from a new
 * key, so they are fetched again then; at most once a minute, since anyone can send a wrong signature.
 */
@Component
class FalSigningKeys {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final FalClient client;
    private final Clock clock;
    private @Nullable Fetched fetched;

    private record Fetched(List<PublicKey> keys, Instant at) {}

    FalSigningKeys(FalClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    boolean signed(byte[] content, byte[] signature) {
        Fetched known = keysNoOlderThan(LONGEST);
        if (anyOf(known.keys(), content, signature)) {
            return true;
        }
        Fetched newer = keysNoOlderThan(BETWEEN_LOOKS);
        return newer != known && anyOf(newer.keys(), content, signature);
    }

    private synchronized Fetched keysNoOlderThan(Duration age) {
        Instant now = clock.instant();
        Fetched known = fetched;
        if (known == null || Duration.between(known.at(), now).abs().compareTo(age) >= 0) {
            known = new Fetched(client.signingKeys(), now);
            fetched = known;
        }
        return known;
    }

    private static boolean anyOf(List<PublicKey> keys, byte[] content, byte[] signature) {
        for (PublicKey key : keys) {
            try {
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(key);
                check.update(content);
                if (check.verify(signature)) {
                    return true;
                }
            } catch (GeneralSecurityException unfit) {
                // The bytes are no signature of this key; the next one may fit.
                continue;
            }
        }
        return false;
    }
}
