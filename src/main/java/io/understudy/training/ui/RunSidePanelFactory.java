package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.understudy.billing.SpendService;
import io.understudy.datasets.DatasetService;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.checkpoints.CheckpointService;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.notes.RunNoteSignals;
import io.understudy.training.runs.RunService;
import java.util.List;
import org.jspecify.annotations.Nullable;

@org.springframework.stereotype.Component
class RunSidePanelFactory {
    private final RunService runs;
    private final DatasetService datasets;
    private final SpendService spend;
    private final CheckpointService checkpoints;
    private final RehearsalPanelFactory rehearsals;
    private final RunNoteService notes;
    private final RunNoteSignals noteSignals;
    private final List<RunSection> sections;

    RunSidePanelFactory(
            RunService runs,
            DatasetService datasets,
            SpendService spend,
            CheckpointService checkpoints,
            RehearsalPanelFactory rehearsals,
            RunNoteService notes,
            RunNoteSignals noteSignals,
            List<RunSection> sections) {
        this.runs = runs;
        this.datasets = datasets;
        this.spend = spend;
        this.checkpoints = checkpoints;
        this.rehearsals = rehearsals;
        this.notes = notes;
        this.noteSignals = noteSignals;
        this.sections = sections;
    }

    Div of(RunDetails run, LiveValue<RunProgress> pulse, LogPanel log, @Nullable BackendCapabilities backend) {
        Div facts = Styled.div("run-facts-place");
        // File, cost and kept checkpoints are known when it ends; what a cancelled one costs, a moment after that.
        LiveUpdate.show(facts, pulse, RunSidePanelFactory::ended, ended -> {
            RunDetails now = ended == 0 ? run : runs.details(run.id());
            facts.removeAll();
            facts.add(facts(now, backend));
        });
        Div side =
                Styled.div("list-content", facts, new RunNotePanel(notes, noteSignals.of(run.number()), run.id()), log);
        side.add(sections(run, false));
        rehearsals.ofRun(run).ifPresent(rehearsal -> {
            LiveUpdate.show(
                    rehearsal, pulse, now -> now.attempt() == 0 && !now.state().isOver(), rehearsal::setVisible);
            // Last of its column: nothing moves when it goes.
            side.add(rehearsal);
        });
        return side;
    }

    List<Component> wide(RunDetails run) {
        return sections(run, true);
    }

    private List<Component> sections(RunDetails run, boolean wide) {
        return sections.stream()
                .filter(section -> section.isWide() == wide)
                .map(section -> section.of(run))
                .toList();
    }

    private static long ended(RunProgress now) {
        return now.state().isOver() || now.state() == RunState.UNCONFIRMED ? now.revision() : 0;
    }

    private RunFacts facts(RunDetails run, @Nullable BackendCapabilities backend) {
        return new RunFacts(
                run,
                datasets.snapshot(run.snapshot()),
                datasets.epoch(run.snapshot()),
                checkpoints.of(run),
                rehearsals.of(run),
                spend.of(run.id().value()),
                backend);
    }
}
