package io.understudy.datasets;

/**
 * What taking a step back, or doing it again, changed.
 *
 * @param words what the step had done
 * @param changed captions that changed
 * @param left captions that stay as they are, because somebody changed them since
 */
public record CaptionsPutBack(String words, int changed, int left) {}
