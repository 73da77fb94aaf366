package io.understudy.webhooks.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param until when it no longer counts; null for the present one */
record KeptSecret(SigningSecret secret, @Nullable Instant until) {
    private static final String UNTIL = "@";

    static KeptSecret parse(String text) {
        int end = text.indexOf(UNTIL);
        return end < 0
                ? new KeptSecret(new SigningSecret(text), null)
                : new KeptSecret(
                        new SigningSecret(text.substring(0, end)),
                        Instant.ofEpochSecond(Long.parseLong(text.substring(end + 1))));
    }

    /** As {@link #parse} reads it. */
    String written() {
        return secret.text() + (until == null ? "" : UNTIL + until.getEpochSecond());
    }

    boolean counts(Instant now) {
        return until == null || until.isAfter(now);
    }

    /** One that is a former one already keeps its own end. */
    KeptSecret replaced(Instant end) {
        return until == null ? new KeptSecret(secret, end) : this;
    }
}
