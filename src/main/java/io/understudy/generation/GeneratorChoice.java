package io.understudy.generation;

import io.understudy.generation.backend.GenerationCapabilities;

/** A connected generation backend. */
public record GeneratorChoice(String id, String name, GenerationCapabilities capabilities) {}
