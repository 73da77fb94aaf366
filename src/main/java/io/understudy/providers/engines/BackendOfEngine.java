package io.understudy.providers.engines;

import io.understudy.platform.jobs.ThreadedBackend;
import org.jspecify.annotations.Nullable;

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

    /** Why nothing starts there now, in a sentence; null while jobs may start. */
    protected final @Nullable String pause() {
        EnginePause pause = engine.pause();
        return pause == null ? null : pause.words();
    }
}
