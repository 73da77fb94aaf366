package io.understudy.versions.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import io.understudy.versions.ManifestChange;
import io.understudy.versions.Offer;
import io.understudy.versions.Signature;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionVerb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks what has to be asked before a step is taken: a reason, the password, or whether it is meant. */
final class StepDialogs {
    private final VersionDetails version;
    private final List<Signature> mine;
    private final DecisionDialog.Step take;

    /**
     * @param mine the signatures of the person who looks
     * @param take takes the step with a reason and a password, each empty where it is not asked for
     */
    StepDialogs(VersionDetails version, List<Signature> mine, DecisionDialog.Step take) {
        this.version = version;
        this.mine = List.copyOf(mine);
        this.take = take;
    }

    /**
     * What a key of the keyboard review does: {@code a} takes the way forward that is open to the person, {@code r} sends
     * back. Empty, after saying why, when nothing is.
     */
    static Optional<VersionVerb> verbFor(String key, VersionDetails version) {
        List<Offer> meant = version.offers().stream()
                .filter(offer -> "r".equals(key)
                        ? offer.verb() == VersionVerb.SEND_BACK
                        : offer.verb() != VersionVerb.SEND_BACK && offer.verb() != VersionVerb.REVOKE)
                .toList();
        Optional<VersionVerb> open =
                meant.stream().filter(Offer::isOpen).map(Offer::verb).findFirst();
        if (open.isEmpty()) {
            String why = meant.stream()
                    .flatMap(offer -> offer.obstacles().stream())
                    .distinct()
                    .collect(Collectors.joining(" "));
            Notices.refused(
                    why.isEmpty()
                            ? "%s is %s: this key has nothing to do here."
                                    .formatted(
                                            version.card().name(),
                                            version.state().word())
                            : why);
        }
        return open;
    }

    void start(VersionVerb verb) {
        String name = version.card().name();
        switch (verb) {
            case SEND_BACK ->
                new DecisionDialog(
                                "Send back " + name,
                                "Its makers read this and ask again when it is answered. The ticks stay, signatures do"
                                        + " not.",
                                "Send back",
                                take)
                        .askReason("What is missing?", "send-back/" + version.id())
                        .open();
            case REVOKE ->
                new DecisionDialog(
                                "Revoke " + name,
                                "This cannot be undone: nobody can download it any more, and everybody sees why.",
                                "Revoke",
                                take)
                        .askReason("Why is it withdrawn?", "revoke/" + version.id())
                        .askPassword()
                        .open();
            case APPROVE ->
                new DecisionDialog(
                                "Approve " + name + " for production?",
                                "It becomes the character's production LoRA for "
                                        + version.card().baseModel().label()
                                        + "; the one that is in production for it now is superseded.",
                                "Approve",
                                done(name + " is in production."))
                        .askPassword()
                        .open();
            case RENEW -> signAgain(name);
            case SUBMIT -> takeAtOnce("Reviewers find " + name + " in their inbox now.");
            case SIGN_OFF -> takeAtOnce("You signed off " + name + ".");
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
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
                        "This changed since you signed. Signing again says that your word holds all the same.",
                        "Sign what is there now",
                        done("Your signature holds for what is there now."))
                .show(changes);
        if (mine.stream().anyMatch(signature -> !signature.isSignOff())) {
            dialog.askPassword();
        }
        dialog.open();
    }

    static ListItem line(ManifestChange change) {
        return new ListItem(change.part() + ": " + change.words());
    }

    private DecisionDialog.Step done(String words) {
        return (reason, password) -> {
            take.take(reason, password);
            Notices.done(words);
        };
    }

    private void takeAtOnce(String words) {
        if (Refusals.guard(() -> take.take("", ""))) {
            Notices.done(words);
        }
    }
}
