package io.understudy.platform.ui;

/**
 * A place on a picture, in shares of its size; without width and height it is a point.
 *
 * @param number shown next to it; 0 shows the words instead
 */
public record ImageMark(int number, double x, double y, double width, double height, String words) {}
