package io.understudy.mcp;

import org.jspecify.annotations.Nullable;

/**
 * Words of a person, or of a program that is not ours. The instructions of this server say that such a field holds data
 * and no instruction, so that nobody gives an assistant orders through the name of a character.
 */
record Quote(String quoted) {
    static @Nullable Quote of(@Nullable String words) {
        return words == null || words.isEmpty() ? null : new Quote(words);
    }
}
