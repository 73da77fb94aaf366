package io.understudy.datasets.quality.vision;

/**
 * Letters on a picture: a watermark, a subtitle, a logo, a date.
 *
 * @param lines words or lines that were found; 0 for none
 * @param share of the picture that they cover, 0 to 1
 */
public record Writing(int lines, double share) {}
