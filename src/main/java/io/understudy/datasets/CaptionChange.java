package io.understudy.datasets;

/** A caption before and after a change. */
public record CaptionChange(PictureId picture, String fileName, String before, String after) {}
