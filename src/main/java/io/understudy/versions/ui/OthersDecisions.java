package io.understudy.versions.ui;

import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.VersionDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says on a version's page, and in the dialogs over it, what others decide while they are open. */
class OthersDecisions {
    private final TeamService team;
    private final DecisionNotice notice = new DecisionNotice();
    private final List<OpenDialog> dialogs = new ArrayList<>();
    private @Nullable VersionDetails first;

    /** @param told gets the version whenever the dialog has said what others decided */
    private record OpenDialog(
            VersionDialog dialog,
            VersionDetails seen,
            Predicate<VersionDetails> possible,
            Consumer<VersionDetails> told) {}

    OthersDecisions(TeamService team) {
        this.team = team;
    }

    /** Of the page; empty until others decide. */
    DecisionNotice notice() {
        return notice;
    }

    /** Call it when a version comes onto the page. */
    void opens(VersionDetails version) {
        first = version;
        notice.clear();
    }

    /** Call it when the version on the page has changed. */
    void shows(VersionDetails now) {
        VersionDetails before = first;
        if (before == null || !before.id().equals(now.id())) {
            opens(now);
            return;
        }
        UUID me = team.me().id().value();
        notice.show(before, now, me, "");
        for (OpenDialog open : List.copyOf(dialogs)) {
            if (open.seen().id().equals(now.id())
                    && open.dialog().tell(open.seen(), now, me, open.possible().test(now))) {
                open.told().accept(now);
            }
        }
    }

    /** The person has decided, and knows what is there now. */
    void forget() {
        first = null;
    }

    /**
     * Opens a dialog.
     *
     * @param possible whether what the dialog is for can still be done
     * @param told gets the version whenever the dialog has said what others decided
     */
    void open(
            VersionDialog dialog,
            VersionDetails version,
            Predicate<VersionDetails> possible,
            Consumer<VersionDetails> told) {
        OpenDialog open = new OpenDialog(dialog, version, possible, told);
        dialogs.add(open);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                dialogs.remove(open);
            }
        });
        dialog.open();
    }
}
