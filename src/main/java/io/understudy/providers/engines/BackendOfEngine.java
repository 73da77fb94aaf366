package io.understudy.providers.engines;

import io.understudy.platform.core.PauseNote;
import io.understudy.platform.jobs.ThreadedBackend;

/** What backends have in common that work on one of the team's engines. */
public abstract class BackendOfEngine extends ThreadedBackend {
    private final EngineConnection engine;

    protected BackendOfEngine(EngineConnection engine) {
        this.engine = engine;
    }

    protected final EngineConnection engine() {
        return engine;
    }

    public final String id() {
        return engine.backend();
    }

    public String displayName() {
        return engine.name();
    }

    /** @param cards whose hours are charged where there is a price by the hour */
    protected final BackendTerms terms(int cards) {
        PauseNote pause = engine.pause();
        return new BackendTerms(
                engine.openTo(),
                engine.mostAtOnce(),
                pause == null ? null : pause.words(),
                engine.pricePerGpuHour() == null ? 0 : cards);
    }
}
