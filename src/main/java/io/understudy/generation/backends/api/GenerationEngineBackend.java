package io.understudy.generation.backends.api;

import io.understudy.providers.engines.BackendOfEngine;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.providers.engines.EngineConnection;

/** Base of a backend that generates on one of the team's engines. */
public abstract class GenerationEngineBackend extends BackendOfEngine implements GenerationBackend {
    protected GenerationEngineBackend(EngineConnection engine) {
        super(engine);
    }

    @Override
    public final BackendTerms terms() {
        return terms(Math.max(1, cards()));
    }

    /** That generate at the same time. */
    protected int cards() {
        return 1;
    }
}
