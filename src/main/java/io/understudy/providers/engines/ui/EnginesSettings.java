package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import io.understudy.platform.ui.ConnectionList;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineService;

@org.springframework.stereotype.Component
class EnginesSettings extends SettingsSection {
    private static final int AFTER_FAL = 41;

    private final EngineService engines;
    private final EngineCheckService checks;

    EnginesSettings(EngineService engines, EngineCheckService checks) {
        super("Engines", AFTER_FAL);
        this.engines = engines;
        this.checks = checks;
    }

    @Override
    public Component content() {
        return new ConnectionList<>(
                "Your own clusters, GPU hosts and servers, which train or generate from the same forms and queue.",
                "engines",
                engines.engines(),
                engine -> engine.name() + " " + engine.place(),
                EnginesSettings::row,
                "Add an engine",
                () -> new EngineDialog(engines, checks, null, id -> Navigation.open(EngineRoutes.of(id))).open());
    }

    private static ListItem row(EngineCard engine) {
        return ConnectionList.row(
                new Anchor(EngineRoutes.of(engine.id()), engine.name()),
                engine.kind().label() + " · " + engine.place(),
                engine.mostAtOnce() + " at a time · " + EngineLabels.openTo(engine.openTo()) + " · "
                        + EngineLabels.price(engine.pricePerGpuHour()),
                EngineLabels.state(engine),
                engine.pause() == null ? null : engine.pause().words(),
                engine.check() == null ? null : engine.check().silentSince());
    }
}
