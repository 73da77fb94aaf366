package io.understudy.datasets;

import io.understudy.datasets.images.decoding.PictureEdit;

/**
 * What a derived picture was made from.
 *
 * @param inSet whether the source is in the dataset still
 */
public record PictureOrigin(PictureId source, String fileName, PictureEdit edit, boolean inSet) {}
