package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.review.ReviewDispatcher;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** What can be done to the version that a page shows. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class VersionActions {
    private final ReviewDispatcher reviews;
    private final ChecklistService checklist;
    private final TickDialogFactory ticks;
    private final TeamService team;
    private final CommentPanelFactory comments;
    private final List<ReviewSection> sections;
    private final OthersDecisions others;
    private Supplier<@Nullable VersionDetails> looked = () -> null;
    private Runnable changed = () -> {};
    private Runnable refused = () -> {};

    VersionActions(
            ReviewDispatcher reviews,
            ChecklistService checklist,
            TickDialogFactory ticks,
            TeamService team,
            CommentPanelFactory comments,
            List<ReviewSection> sections) {
        this.reviews = reviews;
        this.checklist = checklist;
        this.ticks = ticks;
        this.team = team;
        this.comments = comments;
        this.sections = sections;
        others = new OthersDecisions(team);
    }

    /**
     * @param looked the version as it is shown, or null while none is
     * @param changed shows what is there after a step
     * @param refused shows what is there after one that was refused: that someone was faster, for one
     */
    void follow(Supplier<@Nullable VersionDetails> looked, Runnable changed, Runnable refused) {
        this.looked = looked;
        this.changed = changed;
        this.refused = refused;
    }

    /** What others decide while the page is open. */
    OthersDecisions others() {
        return others;
    }

    private void openTicks(VersionDialog dialog, VersionDetails version) {
        others.open(dialog, version, now -> now.whyNoTicks() == null, now -> {});
    }

    /** @param changed keys of the items that are pointed out */
    ChecklistPanel checklist(VersionDetails version, Set<String> changed) {
        Button several = Buttons.small("Tick several items…", event -> tickSeveral());
        several.setVisible(ticks.together(version).size() > 1);
        ItemComments discussed = new ItemComments(comments, version.id());
        ChecklistPanel panel = new ChecklistPanel(
                version, changed, several, line -> toggle(line.item().key()), discussed::button);
        discussed.follow(panel);
        return panel;
    }

    private void tickSeveral() {
        VersionDetails version = looked.get();
        if (version != null && !ticks.together(version).isEmpty()) {
            openTicks(ticks.several(version, this::change), version);
        }
    }

    /** {@code a} takes the way forward, {@code r} sends back, a digit ticks or unticks the item at that place. */
    void press(String key) {
        VersionDetails version = looked.get();
        if (version == null) {
            return;
        }
        switch (key) {
            case "a", "r" -> ActionDialogs.verbFor(key, version).ifPresent(action -> act(action, version, true));
            default -> toggle(key);
        }
    }

    /** The items that can be ticked together, where this one is among them; otherwise this one. */
    void tick(String key) {
        VersionDetails version = looked.get();
        List<ChecklistLine> together = version == null ? List.of() : ticks.together(version);
        if (together.size() > 1
                && together.stream().anyMatch(line -> line.item().key().equals(key))) {
            tickSeveral();
        } else {
            toggle(key);
        }
    }

    void toggle(String keyOrPlace) {
        VersionDetails version = looked.get();
        if (version == null) {
            return;
        }
        Optional<ChecklistLine> meant = version.checklist().stream()
                .filter(line -> line.item().key().equals(keyOrPlace)
                        || String.valueOf(line.item().position()).equals(keyOrPlace))
                .findFirst();
        meant.ifPresent(line -> {
            if (line.stale() != null) {
                confirm(version, line);
            } else if (version.whyNoTicks() != null) {
                Notifications.refused(version.whyNoTicks());
            } else {
                toggle(version, line);
            }
        });
    }

    private void confirm(VersionDetails version, ChecklistLine line) {
        openTicks(
                new DecisionDialog(
                        "Confirm “" + line.item().title() + "”",
                        "This changed: " + line.stale()
                                + ". Confirming ticks it again in your name, with the current evidence.",
                        "Confirm item",
                        (reason, password) -> change(() ->
                                checklist.confirm(version.id(), line.item().key()))),
                version);
    }

    private void toggle(VersionDetails version, ChecklistLine line) {
        String item = line.item().key();
        if (line.isTicked()) {
            openTicks(
                    new DecisionDialog(
                                    "Take back “" + line.item().title() + "”",
                                    "The tick stays in the history with your reason.",
                                    "Take back tick",
                                    (reason, password) -> change(() -> checklist.untick(version.id(), item, reason)))
                            .askReason("Why does it no longer hold?", "untick/" + version.id() + "/" + item),
                    version);
        } else {
            openTicks(ticks.one(version, line, looked, this::change), version);
        }
    }

    void act(ReviewAction action) {
        VersionDetails version = looked.get();
        if (version != null) {
            act(action, version);
        }
    }

    /**
     * @param version as it was when the button was shown: that is what the person saw and decides on, together with
     *     what the dialog says that others decided since
     */
    void act(ReviewAction action, VersionDetails version) {
        act(action, version, false);
    }

    private void act(ReviewAction action, VersionDetails version, boolean byKey) {
        AtomicReference<ReviewedRevision> seen = new AtomicReference<>(version.revision());
        new ActionDialogs(
                        version,
                        mine(version),
                        () -> sections.stream()
                                .map(section -> section.beforeApproval(version))
                                .toList(),
                        (reason, password) ->
                                change(() -> reviews.take(action, version.id(), seen.get(), reason, password)),
                        dialog -> others.open(
                                dialog,
                                version,
                                now -> isOpen(action, now),
                                now -> seen.updateAndGet(before -> known(before, now))))
                .start(action, byKey);
    }

    /** A dialog shows decisions of others, and what they ticked it does not. */
    private static ReviewedRevision known(ReviewedRevision before, VersionDetails now) {
        return new ReviewedRevision(now.state(), before.manifest(), before.text());
    }

    private static boolean isOpen(ReviewAction action, VersionDetails version) {
        return version.availableActions().stream()
                .anyMatch(available -> available.action() == action && available.isOpen());
    }

    private List<Signature> mine(VersionDetails version) {
        UUID me = team.me().id().value();
        return version.signatures().stream()
                .filter(signature -> signature.account().equals(me))
                .toList();
    }

    private void change(Runnable step) {
        try {
            step.run();
        } catch (DomainException | OptimisticLockingFailureException decidedMeanwhile) {
            refused.run();
            throw decidedMeanwhile;
        }
        others.forget();
        // What was done is done: a page that cannot be read again now leaves no dialog open for a second try.
        ErrorMessages.guard(changed);
    }
}
