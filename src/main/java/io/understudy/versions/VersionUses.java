package io.understudy.versions;

import io.understudy.storage.BlobHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

public interface VersionUses {
    /**
     * Something that uses a version.
     *
     * @param name as a person knows it
     * @param fact about it, in few words
     * @param path of its page, without a leading slash
     */
    record Use(
            String name, String fact, String path, @Nullable BlobHash picture) {}

    /** At most so many, those changed last first. */
    List<Use> of(VersionCard version, int most);
}
