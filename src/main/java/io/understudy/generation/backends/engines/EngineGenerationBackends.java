package io.understudy.generation.backends.engines;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationEngineFactory;
import io.understudy.providers.engines.EngineBackends;
import io.understudy.providers.engines.EngineDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
class EngineGenerationBackends extends EngineBackends<GenerationBackend> {
    EngineGenerationBackends(EngineDirectory directory, ObjectProvider<GenerationEngineFactory> factories) {
        super(directory, factories.orderedStream().toList());
    }
}
