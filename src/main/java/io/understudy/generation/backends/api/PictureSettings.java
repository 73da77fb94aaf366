package io.understudy.generation.backends.api;

/**
 * What all pictures of a job have in common.
 *
 * @param width in px
 * @param height in px
 * @param steps sampling steps
 * @param guidance how strictly the prompt is followed
 */
public record PictureSettings(int width, int height, int steps, double guidance) {}
