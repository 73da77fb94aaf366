package io.understudy.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part that follows; null at the end of the list
 */
public record ItemPage<T>(
        List<T> items,

        @Schema(description = "Send it as cursor to get the items that follow; null at the end of the list.") @Nullable
        String next) {
    public ItemPage {
        items = List.copyOf(items);
    }

    /** A whole list that is short enough to need no parts. */
    public static <S, T> ItemPage<T> all(List<S> sources, Function<S, T> item) {
        return new ItemPage<>(sources.stream().map(item).toList(), null);
    }
}
