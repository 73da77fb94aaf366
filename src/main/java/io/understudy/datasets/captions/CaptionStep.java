package io.understudy.datasets.captions;

import java.util.List;

/**
 * Something that a person did to captions and can take back.
 *
 * @param words what was done: {@code replaced “red” with “blue”}
 * @param captions how many captions it changed; a step that changed none cannot be taken back
 * @param leftOut captions that it did not change because they would have become too long; known right after it
 */
public record CaptionStep(long id, String words, int captions, List<CaptionChange> leftOut) {
    public CaptionStep {
        leftOut = List.copyOf(leftOut);
    }

    CaptionStep(long id, String words, int captions) {
        this(id, words, captions, List.of());
    }
}
