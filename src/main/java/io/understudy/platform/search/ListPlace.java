package io.understudy.platform.search;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in a sorted list: behind an item. Unlike a count of rows it stays where it is when rows come or go before it.
 *
 * @param key what the list is sorted by
 * @param id of the item, which decides where keys are equal
 */
public record ListPlace<K, I>(K key, I id) {
    /** Before the first item of a list that begins with the latest. */
    public static final ListPlace<Instant, UUID> LATEST =
            new ListPlace<>(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

    /** Before the first item of a list that begins with the earliest. */
    public static final ListPlace<Instant, UUID> EARLIEST = new ListPlace<>(Instant.EPOCH, new UUID(0, 0));

    /** Before the first item of a list by name. */
    public static final ListPlace<String, UUID> FIRST_NAME = new ListPlace<>("", new UUID(0, 0));
}
