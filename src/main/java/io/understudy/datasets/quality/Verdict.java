package io.understudy.datasets.quality;

import org.jspecify.annotations.Nullable;

/**
 * Advice about one picture, with the number it rests on. Nothing happens automatically.
 *
 * @param brief for a badge: {@code blurred}
 * @param words with the number and the limit
 * @param overrule who decided otherwise and why; null while nobody did
 */
public record Verdict(
        MeasureTopic topic,
        String brief,
        String words,
        @Nullable MeasureOverride overrule) {
    public boolean stands() {
        return overrule == null;
    }
}
