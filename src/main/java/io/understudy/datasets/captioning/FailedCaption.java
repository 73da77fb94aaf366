package io.understudy.datasets.captioning;

public record FailedCaption(String fileName, String problem) {}
