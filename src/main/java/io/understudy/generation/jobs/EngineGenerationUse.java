package io.understudy.generation.jobs;

import io.understudy.providers.engines.EngineUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class EngineGenerationUse implements EngineUse {
    private final GenerationRepository repository;

    EngineGenerationUse(GenerationRepository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<String> open(String backend) {
        int jobs = repository.unfinished(backend);
        return jobs == 0 ? Optional.empty() : Optional.of(jobs == 1 ? "pictures" : "pictures of " + jobs + " jobs");
    }
}
