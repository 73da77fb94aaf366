package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.review.AvailableAction;
import io.understudy.versions.review.decisions.ManifestChange;
import io.understudy.versions.review.decisions.Signature;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

final class ActionDialogs {
    private static final Set<ReviewAction> LEADS_ON =
            EnumSet.of(ReviewAction.SUBMIT, ReviewAction.SIGN_OFF, ReviewAction.RENEW, ReviewAction.APPROVE);

    private final VersionDetails version;
    private final List<Signature> mine;
    private final Supplier<List<Component>> beforeApproval;
    private final DecisionDialog.Step take;
    private final Consumer<DecisionDialog> open;

    ActionDialogs(
            VersionDetails version,
            List<Signature> mine,
            Supplier<List<Component>> beforeApproval,
            DecisionDialog.Step take,
            Consumer<DecisionDialog> open) {
        this.version = version;
        this.mine = List.copyOf(mine);
        this.beforeApproval = beforeApproval;
        this.take = take;
        this.open = open;
    }

    /**
     * What a key of the keyboard review does: {@code a} takes the way forward that is open to the person, {@code r}
     * sends back. Empty, after saying why, when nothing is.
     */
    static Optional<ReviewAction> verbFor(String key, VersionDetails version) {
        List<AvailableAction> meant = version.availableActions().stream()
                .filter(availableAction -> "r".equals(key)
                        ? availableAction.action() == ReviewAction.SEND_BACK
                        : LEADS_ON.contains(availableAction.action()))
                .toList();
        Optional<ReviewAction> open = meant.stream()
                .filter(AvailableAction::isOpen)
                .map(AvailableAction::action)
                .findFirst();
        if (open.isEmpty()) {
            String why = meant.stream()
                    .flatMap(availableAction -> availableAction.obstacles().stream())
                    .distinct()
                    .collect(Collectors.joining(" "));
            Notifications.refused(
                    why.isEmpty()
                            ? "%s is %s: this key does nothing here."
                                    .formatted(
                                            version.card().name(),
                                            version.state().word())
                            : why);
        }
        return open;
    }

    /** @param byKey a letter may be pressed by accident, so it asks first, also where the button does not */
    void start(ReviewAction action, boolean byKey) {
        String name = version.card().name();
        switch (action) {
            case SEND_BACK ->
                open.accept(new DecisionDialog(
                                "Send back " + name,
                                "Its makers read this and ask again when it is answered. The ticks stay, signatures do"
                                        + " not.",
                                "Send back",
                                take)
                        .askReason("What is missing?", "send-back/" + version.id()));
            case REVOKE ->
                open.accept(new DecisionDialog(
                                "Revoke " + name,
                                "This cannot be undone: nobody can download it again, and everyone sees why.",
                                "Revoke version",
                                take)
                        .askReason("Why is it revoked?", "revoke/" + version.id())
                        .askPassword()
                        .cannotBeUndone());
            case APPROVE -> approve(name);
            case RENEW -> signAgain(name);
            case SUBMIT -> askForReview(name, byKey);
            case WITHDRAW ->
                open.accept(new DecisionDialog(
                        "Withdraw the request for " + name + "?",
                        "It returns to its previous state, and its reviewers are notified. The ticks stay,"
                                + " signatures do not.",
                        "Withdraw request",
                        done("The request for review of " + name + " is withdrawn.")));
            case SIGN_OFF -> signOff(name);
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }

    private void approve(String name) {
        DecisionDialog dialog = new DecisionDialog(
                "Approve " + name + " for production?",
                "It becomes the character's production LoRA for "
                        + version.card().baseModel().label()
                        + "; the one that is in production for it now is superseded.",
                "Approve version",
                done(name + " is in production."));
        beforeApproval.get().forEach(dialog::show);
        open.accept(dialog.askPassword());
    }

    /** The person who took no part learns first that there is no way back from asking. */
    private void askForReview(String name, boolean byKey) {
        String asked = name + " is in review. Reviewers see it under Reviews.";
        if (version.made() && !byKey) {
            takeAtOnce(asked);
        } else {
            open.accept(new DecisionDialog(
                    "Ask for review of " + name + "?",
                    version.made()
                            ? "Its reviewers are notified. You can withdraw the request."
                            : "You count as one of its makers from then on, so you cannot sign it off or approve it,"
                                    + " even if you withdraw the request. Its reviewers are notified.",
                    ReviewAction.SUBMIT.label(),
                    done(asked)));
        }
    }

    private void signOff(String name) {
        OrderedList items = new OrderedList();
        items.addClassName("changes");
        version.checklist().forEach(line -> items.add(line(line)));
        open.accept(new DecisionDialog(
                        "Sign off " + name + "?",
                        "You confirm the quality of %s for %s, with this checklist:"
                                .formatted(
                                        version.card().fileName(),
                                        version.card().baseModel().label()),
                        ReviewAction.SIGN_OFF.label(),
                        done("You signed off " + name + "."))
                .show(items)
                .show(new Paragraph("Your signature holds as long as nothing of this changes; a reviewer can still send"
                        + " the version back.")));
    }

    private static ListItem line(ChecklistLine line) {
        TickDetails tick = line.tick();
        return new ListItem(
                tick == null
                        ? line.item().title() + ": open"
                        : "%s: ticked by %s, %s"
                                .formatted(
                                        line.item().title(),
                                        tick.tickedBy(),
                                        Formats.plural(
                                                tick.evidence().size(), "piece of evidence", "pieces of evidence")));
    }

    private void signAgain(String name) {
        UnorderedList changes = new UnorderedList();
        changes.addClassName("changes");
        mine.stream()
                .flatMap(signature -> signature.changes().stream())
                .distinct()
                .forEach(change -> changes.add(line(change)));
        DecisionDialog dialog = new DecisionDialog(
                        "Sign again for " + name,
                        "This changed since you signed. Signing again confirms your decision all the same.",
                        "Sign what is there now",
                        done("Your signature holds for what is there now."))
                .show(changes);
        if (mine.stream().anyMatch(signature -> !signature.isSignOff())) {
            dialog.askPassword();
        }
        open.accept(dialog);
    }

    static ListItem line(ManifestChange change) {
        return new ListItem(change.part() + ": " + change.words());
    }

    private DecisionDialog.Step done(String words) {
        return (reason, password) -> {
            take.take(reason, password);
            Notifications.done(words);
        };
    }

    private void takeAtOnce(String words) {
        if (ErrorMessages.guard(() -> take.take("", ""))) {
            Notifications.done(words);
        }
    }
}
