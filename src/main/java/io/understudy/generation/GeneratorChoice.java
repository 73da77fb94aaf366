package io.understudy.generation;

import io.understudy.generation.backend.GenerationCapabilities;

public record GeneratorChoice(String id, String name, GenerationCapabilities capabilities) {}
