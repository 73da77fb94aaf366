package io.understudy.providers.engines.ui;

import io.understudy.providers.engines.EngineId;

final class EngineRoutes {
    static final String ENGINE = "engines/:engine";
    static final String SETTINGS = "settings?section=engines";

    private EngineRoutes() {}

    static String of(EngineId engine) {
        return "engines/" + engine.value();
    }
}
