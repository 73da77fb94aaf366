package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineBackends;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingEngineFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
class EngineTrainingBackends extends EngineBackends<TrainingBackend> {
    EngineTrainingBackends(EngineDirectory directory, ObjectProvider<TrainingEngineFactory> factories) {
        super(directory, factories.orderedStream().toList());
    }
}
