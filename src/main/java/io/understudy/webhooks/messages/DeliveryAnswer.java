package io.understudy.webhooks.messages;

import io.understudy.platform.core.Wording;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param status null where nothing answered
 * @param words of the receiver, or what the problem was
 */
public record DeliveryAnswer(@Nullable Integer status, String words) {
    private static final int LENGTH = 500;
    private static final int GONE = 410;

    public DeliveryAnswer {
        words = Wording.cut(words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LENGTH);
    }

    public static DeliveryAnswer none(String problem) {
        return new DeliveryAnswer(null, problem);
    }

    public boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver asks for no further messages. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
