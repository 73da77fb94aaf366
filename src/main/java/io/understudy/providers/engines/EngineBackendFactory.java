package io.understudy.providers.engines;

import java.util.List;
import java.util.Set;

/** Makes backends of engines. Kinds without one are not offered. */
public interface EngineBackendFactory<B> {
    Set<EngineKind> kinds();

    B create(EngineConnection engine);

    /** What can train on engines of a kind; empty where there is nothing to choose. */
    default List<Trainer> trainers(EngineKind kind) {
        return List.of();
    }

    record Trainer(String id, String label) {}
}
