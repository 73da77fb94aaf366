package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.queue.QueueService;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("runs/:number([0-9]{1,18})")
@RolesAllowed(Role.MEMBER_ROLE)
class RunView extends TitledPage<RunDetails> {
    private final transient RunService runs;
    private final transient CharacterService characters;
    private final transient RunSignals signals;
    private final transient RunDecisionService decisions;
    private final transient Reauthentication passwords;
    private final transient QueueService queues;
    private final transient RunHeaderFactory actions;
    private final transient RunSidePanelFactory side;
    private final transient List<RunWarning> warnings;
    private final boolean admin;

    RunView(
            RunService runs,
            CharacterService characters,
            RunSignals signals,
            RunDecisionService decisions,
            Reauthentication passwords,
            QueueService queues,
            RunHeaderFactory actions,
            RunSidePanelFactory side,
            List<RunWarning> warnings,
            AuthenticationContext authentication) {
        this.runs = runs;
        this.characters = characters;
        this.signals = signals;
        this.decisions = decisions;
        this.passwords = passwords;
        this.queues = queues;
        this.actions = actions;
        this.side = side;
        this.warnings = List.copyOf(warnings);
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
    }

    @Override
    protected RunDetails find(BeforeEnterEvent event) {
        return runs.byNumber(
                Long.parseLong(event.getRouteParameters().get("number").orElseThrow()));
    }

    @Override
    protected String title(RunDetails run) {
        return "Run " + run.number();
    }

    @Override
    protected void show(RunDetails run) {
        CharacterSummary character = characters.get(run.character());
        LiveValue<RunProgress> pulse = signals.of(run.progress());
        BackendCapabilities backend = capabilities(run);
        // Hosted trainers report steps, but no loss: they have no room for a curve that never comes.
        boolean reportsLoss = backend == null || backend.reportsLoss();

        DecisionPanel decision = new DecisionPanel(runs, decisions, passwords, run, admin);
        ProgressPanel progress = new ProgressPanel(runs, queues, reportsLoss);
        RunCurves curves = new RunCurves(runs);
        SampleGrid samples = new SampleGrid(runs, run, backend);
        LogPanel log = new LogPanel(runs, run.progress());
        Div main = Styled.div("list-content", decision, progress);
        if (reportsLoss) {
            curves.show(run.progress(), "Run " + run.number());
            main.add(new Panel("Curves", curves));
        }
        main.add(samples);
        main.add(side.wide(run));
        Div columns = new TwoColumns(main, side.of(run, pulse, log, backend));
        columns.addClassName("run-page");
        add(actions.header(run, character, pulse));
        warnings.forEach(warning -> add(warning.of(run)));
        add(columns);

        LiveUpdate.show(progress, pulse, progress::show);
        LiveUpdate.refresh(progress, signals.queueChanges(), () -> progress.show(pulse.get()));
        LiveUpdate.show(columns, pulse, now -> {
            if (reportsLoss) {
                curves.follow(now);
            }
            samples.follow(now);
            log.follow(now);
            decision.show(now);
            showInTitle(now);
        });
    }

    private @Nullable BackendCapabilities capabilities(RunDetails run) {
        return runs.backends().stream()
                .filter(choice -> choice.id().equals(run.backend()))
                .map(BackendChoice::capabilities)
                .findFirst()
                .orElse(null);
    }

    private void showInTitle(RunProgress now) {
        String progress = now.state().isOver() ? now.state().label() : RunLabels.percent(now);
        getUI().ifPresent(ui -> ui.getPage().setTitle(progress + " · " + getPageTitle()));
    }
}
