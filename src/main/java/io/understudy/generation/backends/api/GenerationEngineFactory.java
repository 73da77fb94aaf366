package io.understudy.generation.backends.api;

import io.understudy.providers.engines.EngineBackendFactory;

/** Makes the generation backends of some kinds of engines; each kind has one factory. */
public interface GenerationEngineFactory extends EngineBackendFactory<GenerationBackend> {}
