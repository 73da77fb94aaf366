package io.understudy.characters;

import org.jspecify.annotations.Nullable;

/**
 * What a person declares about a likeness.
 *
 * @param statement free words, such as who agreed to what; may be empty
 * @param newFile a file from {@link ConsentService#receive}; null keeps the one that is there
 */
public record LikenessDeclaration(
        LikenessBasis basis, String statement, @Nullable ConsentFile newFile) {
    public static final int MAX_STATEMENT = 2000;
}
