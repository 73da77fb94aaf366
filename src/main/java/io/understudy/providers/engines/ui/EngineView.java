package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.ConnectionPage;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

@Route(EngineRoutes.ENGINE)
@RolesAllowed(Role.ADMIN_ROLE)
class EngineView extends ConnectionPage<EngineCard> {
    private final transient EngineService engines;
    private final transient EngineCheckService checks;
    private final transient List<EnginePart> parts;

    EngineView(EngineService engines, EngineCheckService checks, List<EnginePart> parts) {
        super(EngineRoutes.SETTINGS);
        this.engines = engines;
        this.checks = checks;
        this.parts = parts;
    }

    @Override
    protected EngineCard find(BeforeEnterEvent event) {
        return engines.engine(id(event, "engine", "No engine", EngineId::new));
    }

    @Override
    protected EngineCard stored() {
        return engines.engine(shown().id());
    }

    @Override
    protected String title(EngineCard engine) {
        return engine.name();
    }

    @Override
    protected void show(EngineCard engine) {
        PageHeader header = header(
                EngineLabels.state(engine),
                engine.kind().label(),
                engine.pause() != null,
                this::askReason,
                () -> engines.resume(engine.id()));
        if (engines.kinds().contains(engine.kind())) {
            header.primary(
                    new Button("Edit", event -> new EngineDialog(engines, checks, shown(), id -> reload()).open()));
        }
        header.more("Remove", () -> askRemoval(engine.id()));
        add(header, Styled.div("list-content", connection(engine), settings(engine)));
        parts.forEach(part -> part.of(engine).ifPresent(this::add));
    }

    private void askRemoval(EngineId id) {
        String words = "Its settings and secrets are deleted. Runs that are over keep its name.";
        engines.ending(id)
                .ifPresentOrElse(
                        runs -> askRemoval(
                                "Remove",
                                "lost engine",
                                "It may still compute " + runs + " of which it has not confirmed the end, and is asked"
                                        + " again every minute. Remove it now only if its machine is gone: once removed, it"
                                        + " is no longer asked. " + words,
                                () -> engines.removeLost(id)),
                        () -> askRemoval("Remove", "engine", words, () -> engines.remove(id)));
    }

    private Panel connection(EngineCard engine) {
        Button test = test("Test connection", () -> checks.test(engine.id()), answer -> {});
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
            Span asked = Hint.inline(new Text("Asked "), new RelativeTime(check.checkedAt()));
            if (check.silentSince() != null) {
                asked.add(
                        new Text(
                                check.answer().facts().isEmpty()
                                        ? "; no answer, first noticed "
                                        : "; not ready, first noticed "),
                        new RelativeTime(check.silentSince()));
            }
            panel.add(asked);
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
        facts.fact("Price", EngineLabels.price(engine.pricePerGpuHour()));
        facts.fact("Changed", new Text("by " + engine.changedBy() + ", "), new RelativeTime(engine.changedAt()));
        return new Panel("Settings", facts);
    }

    private void askReason() {
        TextField reason = new TextField("Why");
        reason.setHelperText("Shown to everyone whose run is waiting. Runs in progress continue.");
        reason.setMaxLength(200);
        reason.setWidthFull();
        reason.setAutofocus(true);
        FormDialog dialog = new FormDialog("Pause “" + shown().name() + "”?", "28rem");
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
}
