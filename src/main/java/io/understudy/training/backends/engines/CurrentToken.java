package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineField;
import java.util.function.Supplier;

/**
 * The token or certificate that an engine has by now, for jobs that began earlier; empty where there is none. One that was
 * entered for another address does not go to the one that the job began at.
 */
record CurrentToken(EngineDirectory directory, EngineConnection engine, EngineField field) implements Supplier<String> {
    @Override
    public String get() {
        boolean moved = directory
                .find(engine.backend())
                .filter(changed ->
                        !changed.settings().place().equals(engine.settings().place()))
                .isPresent();
        return moved ? "" : engine.secrets().read(field).orElse("");
    }
}
