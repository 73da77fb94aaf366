package io.understudy.platform.search;

import org.jspecify.annotations.Nullable;

/**
 * @param detail what tells it from others with the same title
 * @param path of its page, without a leading slash
 * @param picture address of a thumbnail, or null
 */
public record SearchHit(
        String title, String detail, String path, @Nullable String picture) {
    public SearchHit(String title, String detail, String path) {
        this(title, detail, path, null);
    }
}
