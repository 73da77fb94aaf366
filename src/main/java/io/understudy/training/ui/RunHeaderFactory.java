package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.billing.ui.CostConfirmation;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.training.ResumeOffer;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.runs.RunService;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class RunHeaderFactory {
    private final RunService runs;
    private final ExtraOutputButtons extras;
    private final List<RunOutcome> outcomes;

    RunHeaderFactory(RunService runs, ExtraOutputButtons extras, List<RunOutcome> outcomes) {
        this.runs = runs;
        this.extras = extras;
        this.outcomes = outcomes;
    }

    PageHeader header(RunDetails run, CharacterSummary character, LiveValue<RunProgress> pulse) {
        Button cancel = new Button("Cancel run", VaadinIcon.BAN.create(), event -> confirmCancel(run));
        Button rerun = new Button(
                "Rerun with changes",
                VaadinIcon.COPY_O.create(),
                event -> Navigation.open(RunRoutes.rerun(character.slug(), run.number())));
        Button resume = new Button("Resume", VaadinIcon.PLAY.create(), event -> resume(run));
        LiveUpdate.show(resume, pulse, RunProgress::state, state -> {
            Optional<ResumeOffer> offer =
                    state.isStopped() || state.isForAdmin() ? runs.resumeOffer(run.id()) : Optional.empty();
            resume.setVisible(offer.isPresent());
            offer.ifPresent(now -> resume.setText(CostConfirmation.label("Resume", now.cost())));
            rerun.setThemeName(ButtonVariant.PRIMARY.getVariantName(), state.isStopped() && offer.isEmpty());
        });
        LiveUpdate.show(cancel, pulse, now -> !now.state().isOver(), cancel::setVisible);
        PageHeader header = CharacterHeaders.below(character, "Run " + run.number())
                .crumb("Runs", RunRoutes.ofCharacter(character.slug()))
                .state(LiveRunCells.state(pulse))
                .subtitle(run.backendName())
                .secondary(new RunNotificationButton(pulse, run.number(), run.state()))
                .secondary(extras.checkpoint(run.id(), pulse))
                .secondary(extras.samples(run.id(), pulse))
                .secondary(cancel)
                .secondary(rerun)
                .primary(resume)
                .primary(open(run, pulse));
        if (run.number() > 1) {
            header.more(
                    "Compare with the run before",
                    () -> Navigation.open("compare?runs=" + (run.number() - 1) + "," + run.number()));
        }
        return header;
    }

    private Button open(RunDetails run, LiveValue<RunProgress> pulse) {
        Button open = new Button();
        open.setVisible(false);
        LiveUpdate.show(open, pulse, RunProgress::state, state -> {
            if (state == RunState.SUCCEEDED && !open.isVisible()) {
                outcomes.stream()
                        .flatMap(outcome -> outcome.of(run.id()).stream())
                        .findFirst()
                        .ifPresent(result -> {
                            open.setText(result.name());
                            open.addClickListener(event -> Navigation.open(result.path()));
                            open.setVisible(true);
                        });
            }
        });
        return open;
    }

    private void confirmCancel(RunDetails run) {
        Confirmation.of(
                        "Cancel run " + run.number() + "?",
                        consequence(run),
                        "Cancel the run",
                        "Keep running",
                        () -> ErrorMessages.guard(() -> {
                            runs.cancel(run.id());
                            String done = "Run " + run.number() + " is cancelled";
                            if (ReportedBackend.isReported(run.backend())) {
                                Notifications.done(done);
                            } else {
                                Notifications.undoable(done, () -> resume(run));
                            }
                        }))
                .open();
    }

    private String consequence(RunDetails run) {
        if (ReportedBackend.isReported(run.backend())) {
            return "What trains it elsewhere is not stopped. Its reports are no longer accepted, and it cannot be"
                    + " resumed.";
        }
        RunState state = runs.details(run.id()).state();
        if (state == RunState.AWAITING_APPROVAL || (state == RunState.QUEUED && run.attempt() == 0)) {
            return "It has not started. It can be put into the queue again later.";
        }
        boolean keepsCheckpoints = runs.backends().stream()
                .filter(choice -> choice.id().equals(run.backend()))
                .allMatch(choice -> choice.capabilities().honours(JobField.SAVE_EVERY));
        return keepsCheckpoints
                ? "It stops within one step. What was made so far is kept, and it can be resumed from step "
                        + runs.lastCheckpoint(run.id()) + "."
                : run.backendName() + " is asked to stop. It keeps no checkpoints, so a resumed run begins again, and"
                        + " what was trained so far may be charged.";
    }

    private void resume(RunDetails run) {
        ErrorMessages.guard(() -> {
            ResumeOffer offer = runs.resumeOffer(run.id())
                    .orElseThrow(() -> new DomainException.Conflict(
                            "Run " + run.number() + " was already resumed. Its page shows its current state."));
            CostConfirmation.confirm(
                    "Resume run " + run.number() + "?",
                    what(run),
                    "Resume",
                    offer.cost(),
                    () -> ErrorMessages.guard(() -> resume(run, offer)));
        });
    }

    private String what(RunDetails run) {
        RunDetails now = runs.details(run.id());
        String sent = now.backendName() + " trains it from the beginning, "
                + Formats.plural(now.parameters().steps(), "step", "steps") + ".";
        return now.failure() == null ? sent : sent + " Why: " + now.failure();
    }

    private void resume(RunDetails run, ResumeOffer offer) {
        runs.resume(run.id(), offer);
        Notifications.done(
                offer.request() != null
                        ? "The service is asked for the same request again"
                        : offer.fromStep() == 0
                                ? "The run is queued and begins again"
                                : "The run is queued and continues after step " + offer.fromStep());
    }
}
