package io.understudy.training.ui;

import io.understudy.platform.ui.Facts;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineService;

/** What the engine behind a backend has and what a run gets there. Hidden for backends that are no engines. */
class EngineOffer extends Facts {
    private final transient EngineService engines;

    EngineOffer(EngineService engines) {
        this.engines = engines;
    }

    void show(String backend) {
        removeAll();
        engines.engines().stream()
                .filter(engine -> engine.backend().equals(backend))
                .forEach(this::show);
        setVisible(getChildren().findAny().isPresent());
    }

    private void show(EngineCard engine) {
        EngineCard.Check check = engine.check();
        if (check != null) {
            check.answer().fact("Cards").ifPresent(cards -> fact("Cards there", cards));
        }
        fact("Each run gets", engine.perRun());
    }
}
