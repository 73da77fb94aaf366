package io.understudy.datasets.quality;

import io.understudy.datasets.PictureId;

/**
 * Another picture that looks much the same.
 *
 * @param distance bits of 64 in which the perceptual hashes differ
 * @param mirrored whether it is the same with left and right exchanged
 * @param crop whether only the face tells: one of the two shows a part of the other
 */
public record SimilarPicture(PictureId picture, String fileName, int distance, boolean mirrored, boolean crop) {}
