package io.understudy.webhooks.messages;

import io.understudy.platform.core.Wording;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param status null where nothing answered
 * @param words of the receiver, or what the problem was
 * @param retryAfter how long the receiver asks to be left alone
 */
public record DeliveryAnswer(@Nullable Integer status, String words, Duration retryAfter) {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final int LENGTH = 500;
    private static final int GONE = 410;

    public DeliveryAnswer {
        words = Wording.cut(words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LENGTH);
        retryAfter = retryAfter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : retryAfter;
    }

    public static DeliveryAnswer none(String problem) {
        return new DeliveryAnswer(null, problem, Duration.ZERO);
    }

    public boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver asks for no further messages. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
