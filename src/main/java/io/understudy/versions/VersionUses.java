package io.understudy.versions;

import io.understudy.storage.BlobHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what rests on a version; features that use versions implement it. */
public interface VersionUses {
    /**
     * Something that uses a version.
     *
     * @param kind in the field's own word, such as {@code prompt}
     * @param name as a person knows it
     * @param path of its page, without a leading slash
     */
    record Use(
            String kind, String name, String path, @Nullable BlobHash picture) {}

    /** At most so many, those changed last first. */
    List<Use> of(VersionCard version, int most);
}
