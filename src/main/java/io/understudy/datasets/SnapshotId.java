package io.understudy.datasets;

import java.util.regex.Pattern;

/**
 * Identifies a frozen dataset by what is in it.
 *
 * @param hash SHA-256 of the canonical manifest, 64 lower-case hex digits: the same pictures, captions and order give
 *     the same id
 */
public record SnapshotId(String hash) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public SnapshotId {
        if (!FORM.matcher(hash).matches()) {
            throw new IllegalArgumentException("A snapshot id is 64 lower-case hex digits: " + hash);
        }
    }

    /** The first eight digits, enough to tell snapshots of one character apart on a screen. */
    public String brief() {
        return hash.substring(0, 8);
    }
}
