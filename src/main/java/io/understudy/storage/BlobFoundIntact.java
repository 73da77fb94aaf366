package io.understudy.storage;

public record BlobFoundIntact(BlobHash hash) {}
