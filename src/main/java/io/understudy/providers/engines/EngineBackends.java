package io.understudy.providers.engines;

import io.understudy.platform.jobs.BackendSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Backends of the engines there are now. Each is made once and again after each change of its engine; jobs that run stay
 * with the one that started them.
 *
 * @param <B> training or generation backends
 */
public abstract class EngineBackends<B> implements BackendSource<B> {
    private final EngineDirectory directory;
    private final List<? extends EngineBackendFactory<B>> factories;
    private final Map<EngineId, Made<B>> made = new HashMap<>();

    private record Made<B>(EngineConnection engine, B backend, Runnable close) {}

    protected EngineBackends(EngineDirectory directory, List<? extends EngineBackendFactory<B>> factories) {
        this.directory = directory;
        this.factories = List.copyOf(factories);
    }

    /** Engines whose kind has no factory are left out. */
    @Override
    public List<B> backends() {
        List<EngineConnection> engines = directory.engines();
        synchronized (made) {
            List<EngineId> known = engines.stream().map(EngineConnection::id).toList();
            made.entrySet().removeIf(each -> {
                boolean removed = !known.contains(each.getKey());
                if (removed) {
                    each.getValue().close().run();
                }
                return removed;
            });
            return engines.stream()
                    .flatMap(engine -> factories.stream()
                            .filter(factory -> factory.kinds().contains(engine.kind()))
                            .limit(1)
                            .map(factory -> backend(engine, factory)))
                    .toList();
        }
    }

    @Override
    public Optional<String> formerName(String id) {
        return directory.formerName(id);
    }

    private B backend(EngineConnection engine, EngineBackendFactory<B> factory) {
        Made<B> known = made.get(engine.id());
        if (known == null || !known.engine().isSame(engine)) {
            if (known != null) {
                known.close().run();
            }
            known = new Made<>(engine, factory.create(engine), () -> factory.close(engine));
            made.put(engine.id(), known);
        }
        return known.backend();
    }
}
