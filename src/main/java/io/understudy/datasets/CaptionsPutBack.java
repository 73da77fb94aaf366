package io.understudy.datasets;

public record CaptionsPutBack(String words, int changed, int left) {}
