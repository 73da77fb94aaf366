package io.understudy.generation;

import io.understudy.storage.BlobHash;

/** A picture of a job is there; published inside the transaction that wrote it down. */
public record PictureGenerated(GenerationId job, int position, BlobHash picture) {}
