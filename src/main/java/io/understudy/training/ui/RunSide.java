package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.signals.Signal;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.training.CheckpointService;
import io.understudy.training.RunDetails;
import io.understudy.training.RunPulse;
import io.understudy.training.backend.BackendCapabilities;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the column beside a run's progress: what was asked for, the log, and what other features have to say. */
@Component
class RunSide {
    private final DatasetService datasets;
    private final CheckpointService checkpoints;
    private final RehearsalPanels rehearsals;
    private final List<RunSection> sections;

    RunSide(
            DatasetService datasets,
            CheckpointService checkpoints,
            RehearsalPanels rehearsals,
            List<RunSection> sections) {
        this.datasets = datasets;
        this.checkpoints = checkpoints;
        this.rehearsals = rehearsals;
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(RunSection::order))
                .toList();
    }

    /** @param backend null when it is not connected any more */
    Div of(
            RunDetails run,
            CharacterSummary character,
            Signal<RunPulse> pulse,
            LogPanel log,
            @Nullable BackendCapabilities backend) {
        Div side = new Div(
                new RunFacts(
                        run,
                        character,
                        datasets.snapshot(run.snapshot()),
                        checkpoints.of(run),
                        rehearsals.of(run),
                        backend),
                log);
        sections.forEach(section -> side.add(section.of(run)));
        rehearsals.ofRun(run).ifPresent(rehearsal -> {
            rehearsal.bindVisible(
                    pulse.map(now -> now.attempt() == 0 && !now.state().isOver()));
            // Last of its column: nothing moves when it goes.
            side.add(rehearsal);
        });
        side.addClassName("list-content");
        return side;
    }
}
