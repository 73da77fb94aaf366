package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import org.jspecify.annotations.Nullable;

/**
 * Which templates a list shows.
 *
 * @param text words that all have to occur, in any case; empty for all
 * @param tag or null
 * @param favourites only those that the person who asks has marked
 * @param mine only those that the person who asks began
 * @param character only those written for it, or null
 */
public record TemplateFilter(
        String text,
        @Nullable String tag,
        boolean favourites,
        boolean mine,
        @Nullable CharacterId character) {
    public static TemplateFilter of(String text) {
        return new TemplateFilter(text, null, false, false, null);
    }

    public boolean narrows() {
        return !text.isBlank() || tag != null || favourites || mine || character != null;
    }
}
