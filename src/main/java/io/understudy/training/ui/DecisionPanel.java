package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.ui.CostConfirmation;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.ui.ProofDialog;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.training.ResumeOffer;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.training.runs.RunService;
import java.util.List;
import org.jspecify.annotations.Nullable;

class DecisionPanel extends Panel {
    private final transient RunService runs;
    private final transient RunDecisionService decisions;
    private final transient Reauthentication passwords;
    private final transient RunDetails run;
    private final boolean admin;
    private @Nullable RunState shown;
    private int lines;

    DecisionPanel(
            RunService runs, RunDecisionService decisions, Reauthentication passwords, RunDetails run, boolean admin) {
        this.runs = runs;
        this.decisions = decisions;
        this.passwords = passwords;
        this.run = run;
        this.admin = admin;
        addClassName("run-failure");
        setVisible(false);
    }

    void show(RunProgress progress) {
        // What an unconfirmed run waits for may be reported while the page is open.
        if (progress.state() == shown && (shown != RunState.UNCONFIRMED || progress.logLines() == lines)) {
            return;
        }
        shown = progress.state();
        lines = progress.logLines();
        removeAll();
        setVisible(shown.isForAdmin());
        switch (progress.state()) {
            case AWAITING_APPROVAL -> awaitingApproval(progress);
            case UNCONFIRMED -> unconfirmed(progress);
            default -> {}
        }
    }

    private void awaitingApproval(RunProgress progress) {
        add(new H2("Awaiting approval"), new Paragraph(progress.phase() + "."));
        List<Long> together = runs.heldTogether(run.id()).numbers();
        if (together.size() > 1) {
            add(new Paragraph("One decision for all " + together.size() + " runs of the grid: "
                    + RunLabels.numbers(together) + "."));
        }
        if (admin) {
            boolean several = together.size() > 1;
            String which = several ? "all " + together.size() + " runs" : "run " + run.number();
            Button release = Buttons.primary(
                    several ? "Release all " + together.size() + "…" : "Release…",
                    event -> ErrorMessages.guard(() -> askForPassword(which)));
            Button refuse = new Button(
                    several ? "Refuse all " + together.size() + "…" : "Refuse…", event -> askWhyRefused(which));
            add(Styled.div("actions", release, refuse));
        }
    }

    private void askForPassword(String which) {
        CostEstimate cost = runs.heldTogether(run.id()).cost();
        new ProofDialog(
                        "Release " + which + "?",
                        "What is released joins the queue"
                                + (cost.free()
                                        ? ". Its backend is in no price list."
                                        : " and costs money when it runs. " + CostConfirmation.sentence(cost)),
                        "Release " + which,
                        passwords,
                        proof -> Notifications.done(sentence(decisions.release(run.id(), proof), "in the queue")))
                .because("Asked for because it lets people spend more.")
                .open();
    }

    private void askWhyRefused(String which) {
        FormDialog dialog = new FormDialog("Refuse " + which + "?", "28rem");
        TextField reason = new TextField("Why (optional)");
        reason.setHelperText("Shown on the run and sent to the person who launched it.");
        reason.setMaxLength(RunDecisionService.LONGEST_REASON);
        reason.setWidthFull();
        reason.setAutofocus(true);
        DraftKeeper draft = new DraftKeeper("refusal/" + run.id().value(), reason);
        dialog.add(new Hint("What is refused does not start. Resuming it asks an admin again."), draft);
        dialog.confirm(
                "Refuse " + which,
                event -> ErrorMessages.guard(reason, () -> {
                    List<Long> refused = decisions.refuse(run.id(), reason.getValue());
                    draft.saved();
                    dialog.close();
                    Notifications.done(sentence(refused, "refused"));
                }));
        dialog.open();
    }

    private static String sentence(List<Long> numbers, String what) {
        return numbers.size() == 1
                ? "Run " + numbers.getFirst() + " is " + what
                : "Runs " + RunLabels.numbers(numbers) + " are " + what;
    }

    private void unconfirmed(RunProgress progress) {
        ResumeOffer offer = runs.resumeOffer(run.id()).orElse(null);
        if (offer != null && offer.request() != null) {
            accepted(offer.request());
            return;
        }
        add(
                new H2("Was it accepted?"),
                new Paragraph("The run was sent to " + run.backendName()
                        + (progress.attempt() > 1 ? " as attempt " + progress.attempt() : "")
                        + ", and no answer came. It may be running there and cost money; it is not sent"
                        + " again automatically."));
        String failure = runs.details(run.id()).failure();
        if (failure != null) {
            add(new Paragraph(failure));
        }
        if (!admin) {
            add(new Paragraph("An admin checks the service's list of requests and decides."));
            return;
        }
        TextField id = new TextField("Request id");
        id.setHelperText("From the service's own list of requests, if it is there.");
        String reported = runs.details(run.id()).reportedRequest();
        if (reported != null) {
            add(new Paragraph(
                    "The service has since reported that it worked on this run, as request " + reported + "."));
            id.setValue(reported);
        }
        DraftKeeper draft = new DraftKeeper("request/" + run.id().value(), id);
        Button adopt = Buttons.primary(
                "Continue with this request",
                event -> ErrorMessages.guard(id, () -> {
                    decisions.adopt(run.id(), id.getValue());
                    draft.saved();
                    Notifications.done("Run " + run.number() + " continues with the request");
                }));
        Button again = new Button("It was not accepted: send again", event -> ErrorMessages.guard(this::confirmAgain));
        add(draft, Styled.div("actions", adopt, again));
    }

    private void accepted(String request) {
        RunDetails now = runs.details(run.id());
        add(
                new H2("What happened to it?"),
                new Paragraph(run.backendName() + " accepted the run as request " + request
                        + ". It may be done, and it may be charged; it is not sent again automatically."));
        if (now.failure() != null) {
            add(new Paragraph(now.failure()));
        }
        add(new Paragraph("Resume asks for the same request again, which is free."));
        if (admin) {
            add(Styled.div(
                    "actions",
                    new Button(
                            CostConfirmation.label(
                                    "Discard it and send again", runs.cost(run.backend(), run.parameters())),
                            event -> ErrorMessages.guard(this::confirmAgain))));
        } else {
            add(new Paragraph("If that does not help, an admin can check the service's list of requests and send it"
                    + " again."));
        }
    }

    private void confirmAgain() {
        CostEstimate cost = runs.cost(run.backend(), run.parameters());
        String consequence = "The service gets it a second time. "
                + (cost.free()
                        ? "What may have come of the first one is given up."
                        : "If it has accepted the first one, both are paid. " + CostConfirmation.sentence(cost));
        new ProofDialog(
                        "Send run " + run.number() + " again?",
                        consequence,
                        CostConfirmation.label("Send again", cost),
                        passwords,
                        proof -> {
                            decisions.sendAgain(run.id(), proof);
                            Notifications.done("Run " + run.number() + " is in the queue");
                        })
                .because(
                        cost.free()
                                ? "Asked for because a result may be given up."
                                : "Asked for because it may be paid twice.")
                .open();
    }
}
