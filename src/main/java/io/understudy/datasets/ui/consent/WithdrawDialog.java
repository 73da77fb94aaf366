package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.datasets.SnapshotDescendants.Descendant;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.consent.WithdrawalImpact;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.util.List;

public class WithdrawDialog extends ConsentReasonDialog {
    private static final int LISTED = 12;

    public WithdrawDialog(PhotoConsentService ledger, List<PhotoRevision> photos, Runnable changed) {
        super(
                "withdraw/" + ConsentDialog.keyOf(photos),
                "Withdraw consent for " + these(photos),
                photos.size() == 1
                        ? "It can no longer be trained on, in any dataset. What was made from it stays and is marked."
                        : "They can no longer be trained on, in any dataset. What was made from them stays and is"
                                + " marked.",
                photos.size() == 1 ? "Why may it no longer be used?" : "Why may they no longer be used?",
                "Withdraw consent",
                reason -> {
                    ledger.withdraw(photos, reason);
                    changed.run();
                    Notifications.done(Formats.plural(photos.size(), "photo is", "photos are")
                            + " withdrawn, and everything that used them is marked.");
                },
                reached(ledger.reach(photos), photos.size()));
    }

    static String these(List<PhotoRevision> photos) {
        return photos.size() == 1 ? photos.getFirst().fileName() : Formats.plural(photos.size(), "photo", "photos");
    }

    private static Component reached(WithdrawalImpact reach, int photos) {
        String them = photos == 1 ? "it" : "them";
        Div box = Styled.div("withdrawal-reach");
        box.add(new Span("Leaves out " + Formats.plural(reach.pictures(), "picture", "pictures") + " of datasets. "
                + (reach.snapshots().isEmpty()
                        ? "No snapshot, run or version used " + them + "."
                        : "Marks " + Formats.plural(reach.snapshots().size(), "snapshot", "snapshots")
                                + (reach.descendants().isEmpty()
                                        ? "; nothing was trained on " + them + "."
                                        : " and what was made from " + them + ":"))));
        UnorderedList list = new UnorderedList();
        reach.descendants().stream().limit(LISTED).forEach(made -> list.add(line(made)));
        int more = reach.descendants().size() - LISTED;
        if (more > 0) {
            list.add(new ListItem("and " + more + " more"));
        }
        list.setVisible(!reach.descendants().isEmpty());
        box.add(list);
        return box;
    }

    private static ListItem line(Descendant made) {
        Anchor page = new Anchor(made.path(), made.name());
        page.setTarget("_blank");
        return new ListItem(page, new Span(", " + made.state().toLowerCase(java.util.Locale.ROOT)));
    }
}
