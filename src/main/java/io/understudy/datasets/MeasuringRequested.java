package io.understudy.datasets;

public record MeasuringRequested() {}
