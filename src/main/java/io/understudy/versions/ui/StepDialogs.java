package io.understudy.versions.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionVerb;
import java.util.function.Consumer;

/** Asks what has to be asked before a step is taken: a reason, or whether it is meant. */
final class StepDialogs {
    private final VersionDetails version;
    private final Consumer<String> take;

    /** @param take takes the step with a reason, which is empty where none is needed */
    StepDialogs(VersionDetails version, Consumer<String> take) {
        this.version = version;
        this.take = take;
    }

    void start(VersionVerb verb) {
        String name = version.card().name();
        switch (verb) {
            case SEND_BACK ->
                new ReasonDialog(
                                "Send back " + name,
                                "Its makers read this and ask again when it is answered. The ticks stay.",
                                "What is missing?",
                                "Send back",
                                take)
                        .open();
            case REVOKE ->
                new ReasonDialog(
                                "Revoke " + name,
                                "This cannot be undone: nobody can download it any more, and everybody sees why.",
                                "Why is it withdrawn?",
                                "Revoke",
                                take)
                        .open();
            case APPROVE -> confirmApproval(name);
            case SUBMIT -> takeAtOnce("Reviewers find " + name + " in their inbox now.");
            case SIGN_OFF -> takeAtOnce("You signed off " + name + ". An admin approves it.");
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }

    private void confirmApproval(String name) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Approve " + name + " for production?");
        dialog.setText("It becomes the character's production LoRA; the one that is in production now is superseded.");
        dialog.setCancelable(true);
        dialog.setConfirmText("Approve");
        dialog.addConfirmListener(event -> takeAtOnce(name + " is in production."));
        dialog.open();
    }

    private void takeAtOnce(String done) {
        if (Refusals.guard(() -> take.accept(""))) {
            Notices.done(done);
        }
    }
}
