package io.understudy.datasets;

import io.understudy.storage.BlobHash;

/**
 * One picture of a frozen dataset.
 *
 * @param position from 1, in the order of the dataset
 * @param original the file as it was uploaded; never served
 * @param display upright, sRGB, without metadata: what leaves the product
 * @param width of the display picture in pixels
 * @param height of the display picture in pixels
 * @param repeats how often an epoch shows it, where a trainer has repeats
 */
public record SnapshotEntry(
        int position,
        String fileName,
        BlobHash original,
        BlobHash display,
        BlobHash thumbnail,
        String caption,
        int width,
        int height,
        int repeats) {}
