package io.understudy.providers.engines;

import org.springframework.boot.test.context.TestComponent;

/** Sees the engines as another node does: it reads the same database and hears of no change. */
@TestComponent
public class OtherNode {
    private final Engines engines;
    private final EngineCheckRepository checks;
    private final EngineSecrets secrets;

    OtherNode(Engines engines, EngineCheckRepository checks, EngineSecrets secrets) {
        this.engines = engines;
        this.checks = checks;
        this.secrets = secrets;
    }

    public EngineDirectory directory() {
        return new EngineDirectory(engines, checks, secrets);
    }
}
