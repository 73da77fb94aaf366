package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.ui.WithdrawnMark;
import io.understudy.people.Role;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pages;
import io.understudy.shared.ui.Refusals;
import io.understudy.training.BackendChoice;
import io.understudy.training.CheckpointService;
import io.understudy.training.QueueService;
import io.understudy.training.RunDecisionService;
import io.understudy.training.RunDetails;
import io.understudy.training.RunPulse;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunService;
import io.understudy.training.RunSignals;
import io.understudy.training.backend.BackendCapabilities;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run, live. */
@Route("runs/:number([0-9]{1,18})")
@RolesAllowed(Role.MEMBER_ROLE)
class RunView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient RunService runs;
    private final transient CharacterService characters;
    private final transient DatasetService datasets;
    private final transient ConsentLedger consent;
    private final transient RunSignals signals;
    private final transient RunDecisionService decisions;
    private final transient QueueService queues;
    private final transient RehearsalPanels rehearsals;
    private final transient CheckpointService checkpoints;
    private final transient List<RunSection> sections;
    private final boolean admin;
    private String title = "Run";

    RunView(
            RunService runs,
            CharacterService characters,
            DatasetService datasets,
            ConsentLedger consent,
            RunSignals signals,
            RunDecisionService decisions,
            QueueService queues,
            RehearsalPanels rehearsals,
            CheckpointService checkpoints,
            List<RunSection> sections,
            AuthenticationContext authentication) {
        this.runs = runs;
        this.characters = characters;
        this.datasets = datasets;
        this.consent = consent;
        this.signals = signals;
        this.decisions = decisions;
        this.queues = queues;
        this.rehearsals = rehearsals;
        this.checkpoints = checkpoints;
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(RunSection::order))
                .toList();
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(runs.byNumber(
                Long.parseLong(event.getRouteParameters().get("number").orElseThrow())));
    }

    @Override
    public String getPageTitle() {
        return title + " · Understudy";
    }

    private void show(RunDetails run) {
        removeAll();
        title = "Run " + run.number();
        CharacterSummary character = characters.get(run.character());
        Signal<RunPulse> pulse = signals.of(run.pulse());

        ProgressPanel progress = new ProgressPanel(runs, queues);
        LossChart chart = new LossChart(runs);
        chart.add(run.pulse(), "Run " + run.number());
        SampleWall samples = new SampleWall(runs, run);
        LogPanel log = new LogPanel(runs, run.pulse());

        Div loss = new Div(new H2("Loss"), chart);
        loss.addClassName("panel");
        DecisionPanel decision = new DecisionPanel(runs, decisions, run, admin);
        Div main = new Div(decision, progress, loss, samples);
        main.addClassName("list-content");
        Div side = new Div(new RunFacts(
                run,
                character,
                datasets.snapshot(run.snapshot()),
                checkpoints.of(run),
                rehearsals.of(run),
                capabilities(run)));
        sections.stream().filter(section -> !section.isWarning()).forEach(section -> side.add(section.of(run)));
        side.add(log);
        side.addClassName("list-content");
        rehearsals.ofRun(run).ifPresent(rehearsal -> {
            rehearsal.bindVisible(
                    pulse.map(now -> now.attempt() == 0 && !now.state().isOver()));
            // Last of its column: nothing moves when it goes.
            side.add(rehearsal);
        });
        Div columns = new Div(main, side);
        columns.addClassNames("with-side-panel", "run-page");
        add(
                header(run, character, pulse),
                new WithdrawnMark("This run", character.slug(), consent.withdrawnIn(run.snapshot())));
        sections.stream().filter(RunSection::isWarning).forEach(section -> add(section.of(run)));
        add(columns);

        Signal.effect(progress, () -> {
            signals.queueChanges().get();
            progress.show(pulse.get());
        });
        Signal.effect(columns, () -> {
            RunPulse now = pulse.get();
            chart.follow(now);
            // Hosted trainers report steps, but no loss.
            loss.setVisible(now.step() == 0 || now.loss() != null);
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

    private void showInTitle(RunPulse now) {
        String progress = now.state().isOver() ? now.state().label() : RunWords.percent(now);
        getUI().ifPresent(ui -> ui.getPage().setTitle(progress + " · " + getPageTitle()));
    }

    private PageHeader header(RunDetails run, CharacterSummary character, Signal<RunPulse> pulse) {
        Button cancel = new Button("Cancel run", VaadinIcon.BAN.create(), event -> confirmCancel(run));
        Button resume = new Button("Resume", VaadinIcon.PLAY.create(), event -> resume(run));
        Button rerun = new Button(
                "Rerun with changes",
                VaadinIcon.COPY_O.create(),
                event -> Pages.open(RunRoutes.rerun(character.slug(), run.number())));
        cancel.bindVisible(pulse.map(now -> !now.state().isOver()));
        resume.bindVisible(pulse.map(now -> now.state().isStopped()));
        Span state = LiveCells.state(pulse);
        RunWatch watch = new RunWatch(pulse, run.number(), run.state());
        PageHeader header = new PageHeader("Run " + run.number())
                .crumb("Characters", "characters")
                .crumb(character.name(), "characters/" + character.slug())
                .crumb("Runs", RunRoutes.ofCharacter(character.slug()))
                .state(state)
                .subtitle(character.name() + " on " + run.backendName())
                .secondary(watch)
                .secondary(cancel)
                .secondary(rerun)
                .primary(resume);
        header.more(
                "Compare with the run before",
                () -> Pages.open("compare?runs=" + (run.number() - 1) + "," + run.number()));
        return header;
    }

    private void confirmCancel(RunDetails run) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Cancel run " + run.number() + "?");
        dialog.setText("It stops within one step. What was made so far is kept, and it can be resumed from step "
                + runs.lastCheckpoint(run.id()) + ".");
        dialog.setConfirmText("Cancel the run");
        dialog.setCancelText("Let it go on");
        dialog.setCancelable(true);
        dialog.addConfirmListener(event -> Refusals.guard(() -> {
            runs.cancel(run.id());
            Notices.undoable("Run " + run.number() + " is cancelled", () -> resume(run));
        }));
        dialog.open();
    }

    private void resume(RunDetails run) {
        Refusals.guard(() -> {
            int from = runs.lastCheckpoint(run.id());
            runs.resume(run.id());
            Notices.done(
                    from == 0
                            ? "The run waits for its turn and begins anew"
                            : "The run waits for its turn and goes on after step " + from);
        });
    }
}
