package io.understudy.versions.release;

import io.understudy.bundle.BundleFormat.Head;
import io.understudy.storage.BlobHash;
import java.util.Map;
import java.util.Objects;

/**
 * A release bundle that is ready to be written: its texts, and where its pictures are.
 *
 * @param texts by entry name
 * @param parts by entry name, to be written as JSON
 * @param blobs by entry name
 */
public record ReleaseBundle(
        Head head, Map<String, String> texts, Map<String, Object> parts, Map<String, BlobHash> blobs) {
    public ReleaseBundle {
        texts = Map.copyOf(texts);
        parts = Map.copyOf(parts);
        blobs = Map.copyOf(blobs);
    }

    <T> T part(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(parts.get(name), name));
    }

    public String fileName() {
        return head.version() + "_bundle.zip";
    }
}
