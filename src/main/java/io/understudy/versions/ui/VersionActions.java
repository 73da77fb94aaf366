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
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    private Supplier<@Nullable VersionDetails> looked = () -> null;
    private Runnable refresh = () -> {};

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
    }

    /**
     * @param looked the version as it is shown, or null while none is
     * @param refresh shows what is there after a step, also after one that was refused: that someone was faster, for
     *     one
     */
    void follow(Supplier<@Nullable VersionDetails> looked, Runnable refresh) {
        this.looked = looked;
        this.refresh = refresh;
    }

    /** @param changed keys of the items that are pointed out */
    ChecklistPanel checklist(VersionDetails version, Set<String> changed) {
        Button several = Buttons.small("Tick several items…", event -> tickSeveral());
        several.setVisible(ticks.together(version).size() > 1);
        return new ChecklistPanel(
                version,
                changed,
                several,
                line -> toggle(line.item().key()),
                ItemComments.buttons(comments, version.id()));
    }

    private void tickSeveral() {
        VersionDetails version = looked.get();
        if (version != null && !ticks.together(version).isEmpty()) {
            ticks.several(version, this::change).open();
        }
    }

    /** {@code a} takes the way forward, {@code r} sends back, a digit ticks or unticks the item at that place. */
    void press(String key) {
        VersionDetails version = looked.get();
        if (version == null) {
            return;
        }
        switch (key) {
            case "a", "r" -> ActionDialogs.verbFor(key, version).ifPresent(action -> act(action, version));
            default -> toggle(key);
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
        new DecisionDialog(
                        "Confirm “" + line.item().title() + "”",
                        "This changed: " + line.stale()
                                + ". Confirming ticks it again in your name, with the current evidence.",
                        "Confirm item",
                        (reason, password) -> change(() ->
                                checklist.confirm(version.id(), line.item().key())))
                .open();
    }

    private void toggle(VersionDetails version, ChecklistLine line) {
        String item = line.item().key();
        if (line.isTicked()) {
            new DecisionDialog(
                            "Take back “" + line.item().title() + "”",
                            "The tick stays in the history with your reason.",
                            "Take back tick",
                            (reason, password) -> change(() -> checklist.untick(version.id(), item, reason)))
                    .askReason("Why does it no longer hold?", "untick/" + version.id() + "/" + item)
                    .open();
        } else {
            ticks.one(version, line, looked, this::change).open();
        }
    }

    void act(ReviewAction action) {
        VersionDetails version = looked.get();
        if (version != null) {
            act(action, version);
        }
    }

    /** @param version as it was when the button was shown: that is what the person saw and decides on */
    void act(ReviewAction action, VersionDetails version) {
        new ActionDialogs(
                        version,
                        mine(version),
                        () -> sections.stream()
                                .map(section -> section.beforeApproval(version))
                                .toList(),
                        (reason, password) ->
                                change(() -> reviews.take(action, version.id(), version.revision(), reason, password)))
                .start(action);
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
            refresh.run();
            throw decidedMeanwhile;
        }
        // What was done is done: a page that cannot be read again now leaves no dialog open for a second try.
        ErrorMessages.guard(refresh);
    }
}
