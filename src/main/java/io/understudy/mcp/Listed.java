package io.understudy.mcp;

import java.util.List;
import java.util.function.Function;

/**
 * The beginning of a list.
 *
 * @param more whether it is longer than what is shown
 */
record Listed<T>(List<T> items, boolean more) {
    /** @param found one more than the limit where there are more */
    static <S, T> Listed<T> first(int limit, List<S> found, Function<S, T> item) {
        return new Listed<>(found.stream().limit(limit).map(item).toList(), found.size() > limit);
    }
}
