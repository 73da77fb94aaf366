package io.understudy.training.backends.api;

import io.understudy.providers.engines.EngineBackendFactory;

/** Makes the training backends of some kinds of engines; each kind has one factory. */
public interface TrainingEngineFactory extends EngineBackendFactory<TrainingBackend> {}
