package io.understudy.datasets.intake;

import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.storage.Spooled;
import org.jspecify.annotations.Nullable;

/**
 * A file that arrived and waits to be decoded; closing removes it.
 *
 * @param name as it may be shown
 * @param caption from the file next to it, or empty
 * @param exported what the list of an export says about it, or null
 */
record UploadedPicture(String name, Spooled file, String caption, ExportManifest.@Nullable Line exported)
        implements AutoCloseable {
    UploadedPicture(String name, Spooled file, String caption) {
        this(name, file, caption, null);
    }

    @Override
    public void close() {
        file.close();
    }
}
