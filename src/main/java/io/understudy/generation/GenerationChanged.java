package io.understudy.generation;

/** Something about a job changed; published inside the transaction that changed it. */
public record GenerationChanged(GenerationProgress progress) {}
