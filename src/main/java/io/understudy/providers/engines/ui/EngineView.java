package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

@Route(EngineRoutes.ENGINE)
@RolesAllowed(Role.ADMIN_ROLE)
class EngineView extends TitledPage<EngineCard> {
    private final transient EngineService engines;
    private final transient EngineCheckService checks;
    private final transient List<EnginePart> parts;

    EngineView(EngineService engines, EngineCheckService checks, List<EnginePart> parts) {
        this.engines = engines;
        this.checks = checks;
        this.parts = parts;
    }

    @Override
    protected EngineCard find(BeforeEnterEvent event) {
        return engines.engine(id(event, "engine", "No engine", EngineId::new));
    }

    @Override
    protected String title(EngineCard engine) {
        return engine.name();
    }

    @Override
    protected void show(EngineCard engine) {
        PageHeader header = new PageHeader(engine.name())
                .crumb("Settings", EngineRoutes.SETTINGS)
                .state(EngineLabels.state(engine))
                .subtitle(engine.kind().label())
                .secondary(
                        engine.pause() == null
                                ? new Button("Pause", VaadinIcon.PAUSE.create(), event -> askReason())
                                : new Button("Resume", VaadinIcon.PLAY.create(), event -> resume()));
        if (engines.kinds().contains(engine.kind())) {
            header.primary(
                    new Button("Edit", event -> new EngineDialog(engines, checks, shown(), id -> reload()).open()));
        }
        header.more("Remove", this::askRemoval);
        add(header, Styled.div("list-content", connection(engine), settings(engine)));
        parts.forEach(part -> part.of(engine).ifPresent(this::add));
    }

    private Panel connection(EngineCard engine) {
        Button test = new Button("Test connection", event -> test(event.getSource()));
        test.setDisableOnClick(true);
        Panel panel = new Panel(Panel.head("Connection", test));
        if (engine.pause() != null) {
            panel.add(Styled.div(
                    "queue-pause",
                    engine.pause().words() + " Runs in progress continue; waiting ones start after it is resumed."));
        }
        EngineCard.Check check = engine.check();
        if (check == null) {
            panel.add(Hint.inline("It is asked once a minute."));
        } else {
            panel.add(EngineLabels.answer(check.answer()));
            panel.add(Hint.inline("Asked on " + Formats.exact(check.checkedAt())
                    + (check.silentSince() == null
                            ? ""
                            : (check.answer().facts().isEmpty() ? "; no answer since " : "; not ready since ")
                                    + Formats.exact(check.silentSince()))));
        }
        return panel;
    }

    private Panel settings(EngineCard engine) {
        Facts facts = new Facts();
        engines.trainers(engine.kind()).stream()
                .filter(trainer -> trainer.id().equals(engine.trainer()))
                .forEach(trainer -> facts.fact("Trainer", trainer.label()));
        for (EngineField field : EngineField.values()) {
            if (engine.secrets().contains(field) || engine.values().containsKey(field)) {
                facts.fact(field.label(), engine.values().getOrDefault(field, "set"));
            }
        }
        if (engine.kind().hasWorkFolder()) {
            facts.fact("Work folder", engine.workFolder());
        }
        facts.fact("At a time", Integer.toString(engine.mostAtOnce()));
        facts.fact("Who may use it", EngineLabels.openTo(engine.openTo()));
        if (engine.kind().isTrainer()) {
            facts.fact("Price", EngineLabels.price(engine.pricePerGpuHour()));
        }
        facts.fact("Changed", "by " + engine.changedBy() + " on " + Formats.exact(engine.changedAt()));
        return new Panel("Settings", facts);
    }

    private void reload() {
        showAgain(engines.engine(shown().id()));
    }

    private void test(Button button) {
        EngineId id = shown().id();
        SlowWork.inBackground(
                UI.getCurrent(), () -> checks.test(id), answer -> reload(), () -> button.setEnabled(true));
    }

    private void resume() {
        if (ErrorMessages.guard(() -> engines.resume(shown().id()))) {
            Notifications.done("“" + shown().name() + "” is resumed");
            reload();
        }
    }

    private void askReason() {
        TextField reason = new TextField("Why");
        reason.setHelperText("Shown to everyone whose run is waiting.");
        reason.setMaxLength(200);
        reason.setWidthFull();
        FormDialog dialog = new FormDialog("Pause “" + shown().name() + "”?", "");
        DraftKeeper draft = new DraftKeeper("engine/" + shown().id().value() + "/pause", new Div(reason));
        dialog.add(draft);
        dialog.confirm("Pause engine", event -> {
            if (ErrorMessages.guard(reason, () -> engines.pause(shown().id(), reason.getValue()))) {
                Notifications.done("“" + shown().name() + "” is paused; runs in progress continue");
                draft.saved();
                dialog.close();
                reload();
            }
        });
        dialog.open();
    }

    private void askRemoval() {
        Confirmation.ofLoss(
                        "Remove “" + shown().name() + "”?",
                        "Its settings and secrets are deleted. Runs that are over keep its name.",
                        "Remove engine",
                        () -> {
                            if (ErrorMessages.guard(() -> engines.remove(shown().id()))) {
                                Navigation.open(EngineRoutes.SETTINGS);
                            }
                        })
                .open();
    }
}
