package io.understudy.generation.backends;

import io.understudy.generation.backends.api.GenerationCapabilities;

public record GenerationBackendChoice(String id, String name, GenerationCapabilities capabilities) {}
