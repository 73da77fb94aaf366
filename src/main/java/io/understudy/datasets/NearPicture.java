package io.understudy.datasets;

/**
 * Another picture that looks much the same.
 *
 * @param distance bits of 64 in which the perceptual hashes differ
 * @param mirrored whether it is the same with left and right exchanged
 */
public record NearPicture(PictureId picture, String fileName, int distance, boolean mirrored) {}
