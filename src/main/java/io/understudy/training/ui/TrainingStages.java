package io.understudy.training.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.NextStep;
import io.understudy.characters.ui.Stage;
import io.understudy.characters.ui.StageProvider;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(20)
class TrainingStages implements StageProvider {
    private static final String REHEARSAL = "Rehearsal";
    private static final String RUN = "Run";

    private final RunListService runs;
    private final RehearsalService rehearsals;
    private final RunSignals signals;

    TrainingStages(RunListService runs, RehearsalService rehearsals, RunSignals signals) {
        this.signals = signals;
        this.runs = runs;
        this.rehearsals = rehearsals;
    }

    @Override
    public List<LiveValue<Long>> changes(CharacterId character) {
        return List.of(signals.stateChanges());
    }

    @Override
    public List<Stage> of(CharacterSummary character) {
        String launch = RunRoutes.launch(character.slug());
        Stage rehearsal = rehearsals
                .latest(character.id())
                .map(done -> Stage.done(REHEARSAL, done.score() + " checks", launch))
                .orElseGet(() -> Stage.optional(REHEARSAL, "optional, free", launch));
        return List.of(rehearsal, run(character, launch));
    }

    private Stage run(CharacterSummary character, String launch) {
        RunFilter succeeded = new RunFilter(character.id(), Set.of(RunState.SUCCEEDED), null);
        List<RunSummary> done = runs.newest(succeeded, 1);
        if (!done.isEmpty()) {
            long number = done.getFirst().number();
            return Stage.done(RUN, "run " + number, RunRoutes.of(number)).settling();
        }
        List<RunSummary> tried = runs.newest(RunFilter.of(character.id()), 1);
        if (tried.isEmpty()) {
            return Stage.open(
                    RUN,
                    "not launched",
                    launch,
                    new NextStep("The dataset is ready to train.", "Launch a run", launch));
        }
        RunSummary newest = tried.getFirst();
        String state = newest.state().label().toLowerCase(Locale.ROOT);
        String path = RunRoutes.of(newest.number());
        return Stage.open(
                RUN,
                "run %d %s".formatted(newest.number(), state),
                path,
                new NextStep("Run %d is %s.".formatted(newest.number(), state), "Open run " + newest.number(), path));
    }
}
