package io.understudy.datasets;

/**
 * Something that a person did to captions and can take back.
 *
 * @param words what was done: {@code replaced “red” with “blue”}
 * @param captions how many captions it changed; a step that changed none cannot be taken back
 */
public record CaptionStep(long id, String words, int captions) {}
