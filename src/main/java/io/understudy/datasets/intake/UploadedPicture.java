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
 * @param repeats how often its trainer's folder showed it in an epoch, or null
 */
record UploadedPicture(
        String name,
        Spooled file,
        String caption,
        ExportManifest.@Nullable Line exported,
        @Nullable Integer repeats) implements AutoCloseable {
    UploadedPicture(String name, Spooled file, String caption, @Nullable Integer repeats) {
        this(name, file, caption, null, repeats);
    }

    @Override
    public void close() {
        file.close();
    }
}
