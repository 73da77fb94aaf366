package io.understudy.training.ui;

import io.understudy.characters.CharacterId;
import io.understudy.training.RunDetails;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.rehearsal.RehearsalSignals;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

@Component
class RehearsalPanelFactory {
    private final RehearsalService rehearsals;
    private final RehearsalSignals signals;

    RehearsalPanelFactory(RehearsalService rehearsals, RehearsalSignals signals) {
        this.rehearsals = rehearsals;
        this.signals = signals;
    }

    /**
     * @param settings as the form says now; empty when it has to be corrected first
     * @param fewerConfirmed whether the form confirms training on few pictures
     */
    RehearsalPanel ofForm(
            CharacterId character, Supplier<Optional<TrainingSettings>> settings, BooleanSupplier fewerConfirmed) {
        return new RehearsalPanel(
                rehearsals,
                signals,
                () -> settings.get().map(asked -> rehearsals.start(character, asked, fewerConfirmed.getAsBoolean())));
    }

    /** What a form that was closed or reloaded meanwhile had to show: the one under way, else the newest of its settings. */
    Optional<Rehearsal> before(CharacterId character, TrainingSettings settings) {
        return rehearsals.mineUnderWay().or(() -> rehearsals.latest(character, settings));
    }

    /** Empty once the run has begun. */
    Optional<RehearsalPanel> ofRun(RunDetails run) {
        if (run.attempt() > 0 || (run.state() != RunState.AWAITING_APPROVAL && run.state() != RunState.QUEUED)) {
            return Optional.empty();
        }
        RehearsalPanel panel = new RehearsalPanel(rehearsals, signals, () -> Optional.of(rehearsals.start(run)));
        of(run).ifPresent(panel::show);
        return Optional.of(panel);
    }

    Optional<Rehearsal> of(RunDetails run) {
        return rehearsals.of(run);
    }

    Optional<Rehearsal> failedBefore(CharacterId character, TrainingSettings settings) {
        return rehearsals
                .latest(character, settings)
                .filter(rehearsal -> !rehearsal.failed().isEmpty());
    }
}
