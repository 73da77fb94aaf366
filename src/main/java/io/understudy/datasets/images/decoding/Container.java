package io.understudy.datasets.images.decoding;

import org.jspecify.annotations.Nullable;

/**
 * What a picture file says about itself before a pixel is decoded.
 *
 * @param lossless whether the pixels are stored exactly, so that re-encoding must not lose any either
 * @param bits of one colour channel
 * @param scans passes over the picture; more than one for a progressive JPEG
 * @param exif the TIFF structure of the EXIF block, or null where there is none
 */
record Container(
        PictureFormat format, long width, long height, boolean lossless, int bits, int scans, byte @Nullable [] exif) {}
