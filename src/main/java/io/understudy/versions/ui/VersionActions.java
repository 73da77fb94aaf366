package io.understudy.versions.ui;

import io.understudy.platform.ui.Notifications;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.ChecklistLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

class VersionActions {
    private final VersionServices services;
    private final Supplier<@Nullable VersionDetails> looked;
    private final Runnable refresh;

    /**
     * @param looked the version as it is shown, or null while none is
     * @param refresh shows what is there after a step, also after one that was refused: that someone was faster, for
     *     one
     */
    VersionActions(VersionServices services, Supplier<@Nullable VersionDetails> looked, Runnable refresh) {
        this.services = services;
        this.looked = looked;
        this.refresh = refresh;
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
                        (reason, password) -> change(() -> services.checklist()
                                .confirm(version.id(), line.item().key())))
                .open();
    }

    private void toggle(VersionDetails version, ChecklistLine line) {
        String item = line.item().key();
        if (line.isTicked()) {
            new DecisionDialog(
                            "Take back “" + line.item().title() + "”",
                            "The tick stays in the history with your reason.",
                            "Take back tick",
                            (reason, password) ->
                                    change(() -> services.checklist().untick(version.id(), item, reason)))
                    .askReason("Why does it no longer hold?", "untick/" + version.id() + "/" + item)
                    .open();
        } else {
            new TickDialog(
                            "tick/" + version.id() + "/" + item,
                            line,
                            version.trained()
                                    .map(run -> services.runs().samples(run.run()))
                                    .orElse(List.of()),
                            services.checklist().offers(version.id()),
                            services.pictures(),
                            services.files(),
                            (note, evidence) ->
                                    change(() -> services.checklist().tick(version.id(), item, note, evidence)))
                    .open();
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
                        services.mine(version),
                        (reason, password) -> change(() ->
                                services.reviews().take(action, version.id(), version.revision(), reason, password)))
                .start(action);
    }

    private void change(Runnable step) {
        try {
            step.run();
        } finally {
            refresh.run();
        }
    }
}
