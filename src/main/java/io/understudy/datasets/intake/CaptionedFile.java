package io.understudy.datasets.intake;

import io.understudy.platform.core.ByteSource;

public record CaptionedFile(String name, String caption, ByteSource bytes) {}
