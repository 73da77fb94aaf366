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

    /** The engine was changed or removed: what is open to it is closed. Jobs that still run open it again. */
    default void close(EngineConnection engine) {}

    /**
     * @param help for the form
     * @param fields what it needs besides the fields of the kind
     * @param mostCards that a run of it uses
     */
    record Trainer(String id, String label, String help, List<EngineField> fields, int mostCards) {
        public Trainer {
            fields = List.copyOf(fields);
        }
    }
}
