package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineService;
import java.util.List;

@org.springframework.stereotype.Component
class EnginesSettings implements SettingsSection {
    private static final int AFTER_FAL = 41;

    private final EngineService engines;
    private final EngineCheckService checks;

    EnginesSettings(EngineService engines, EngineCheckService checks) {
        this.engines = engines;
        this.checks = checks;
    }

    @Override
    public String title() {
        return "Engines";
    }

    @Override
    public int order() {
        return AFTER_FAL;
    }

    @Override
    public Component content() {
        List<EngineCard> all = engines.engines();
        UnorderedList list = new UnorderedList();
        list.addClassName("engine-list");
        list.setVisible(!all.isEmpty());
        all.forEach(engine -> list.add(row(engine)));
        Div actions = Styled.div(
                "actions",
                Buttons.primary(
                        "Add an engine",
                        VaadinIcon.PLUS.create(),
                        event -> new EngineDialog(engines, checks, null, id -> Navigation.open(EngineRoutes.of(id)))
                                .open()));
        return Styled.div(
                "settings-form",
                new Hint(
                        "Your own clusters, GPU hosts and servers, which train or generate from the same forms and queue."),
                list,
                actions);
    }

    private static ListItem row(EngineCard engine) {
        Div name = Styled.div(
                "engine-name",
                new Anchor(EngineRoutes.of(engine.id()), engine.name()),
                Hint.inline(engine.kind().label() + " · " + engine.place()));
        Div limits = Styled.div(
                "secondary-text",
                engine.mostAtOnce() + " at a time · " + EngineLabels.openTo(engine.openTo())
                        + (engine.kind().isTrainer() ? " · " + EngineLabels.price(engine.pricePerGpuHour()) : ""));
        ListItem row = new ListItem(name, limits, state(engine));
        row.addClassName("engine-row");
        return row;
    }

    private static Div state(EngineCard engine) {
        Div state = Styled.div("engine-state", EngineLabels.state(engine));
        EngineCard.Check check = engine.check();
        if (engine.pause() != null) {
            state.add(Hint.inline(engine.pause().words()));
        } else if (check != null && check.silentSince() != null) {
            state.add(Hint.inline(new com.vaadin.flow.component.Text("since "), new RelativeTime(check.silentSince())));
        }
        return state;
    }
}
