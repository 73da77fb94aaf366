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
        return counted(repository.unfinished(backend));
    }

    /** A job that has sent nothing yet waits for whichever servers the engine has by then. */
    @Override
    public Optional<String> followed(String backend) {
        return counted(repository.followed(backend));
    }

    private static Optional<String> counted(int jobs) {
        return jobs == 0 ? Optional.empty() : Optional.of(jobs == 1 ? "pictures" : "pictures of " + jobs + " jobs");
    }
}
