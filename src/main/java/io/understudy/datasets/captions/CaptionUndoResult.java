package io.understudy.datasets.captions;

public record CaptionUndoResult(String words, int changed, int left) {}
