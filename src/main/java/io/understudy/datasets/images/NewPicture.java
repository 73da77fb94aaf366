package io.understudy.datasets.images;

import io.understudy.storage.BlobHash;
import org.jspecify.annotations.Nullable;

/**
 * A picture whose bytes are in the store and that waits to be written into a dataset.
 *
 * @param confirmed whether a person decided before to train on it, however small it is
 * @param repeats how often its trainer's folder showed it in an epoch; null where it came from no such folder
 */
public record NewPicture(
        String fileName,
        String mediaType,
        BlobHash original,
        BlobHash display,
        BlobHash thumbnail,
        int width,
        int height,
        long size,
        String caption,
        boolean confirmed,
        @Nullable Integer repeats) {
    /** The same picture with what is said about it. */
    public NewPicture with(String words, boolean kept, @Nullable Integer times) {
        return new NewPicture(
                fileName, mediaType, original, display, thumbnail, width, height, size, words, kept, times);
    }
}
