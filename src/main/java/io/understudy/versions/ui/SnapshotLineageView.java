package io.understudy.versions.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.lineage.LineageService;
import io.understudy.versions.release.SnapshotRecallService;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(DatasetRoutes.LINEAGE_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class SnapshotLineageView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient LineageService lineage;
    private final transient SnapshotRecallService recalls;
    private final transient Reauthentication passwords;
    private final transient DatasetService datasets;
    private final transient CharacterService characters;
    private final transient PhotoConsentService consents;
    private final boolean admin;
    private transient @Nullable SnapshotId shown;

    SnapshotLineageView(
            LineageService lineage,
            SnapshotRecallService recalls,
            Reauthentication passwords,
            DatasetService datasets,
            CharacterService characters,
            PhotoConsentService consents,
            VersionSignals signals,
            UnusableSnapshotSignals withdrawals,
            AuthenticationContext authentication) {
        this.lineage = lineage;
        this.recalls = recalls;
        this.passwords = passwords;
        this.datasets = datasets;
        this.characters = characters;
        this.consents = consents;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        LiveUpdate.refresh(this, withdrawals.changes(), this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String hash = event.getRouteParameters().get("hash").orElse("");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new DomainException.NotFound("No snapshot has the address “" + hash + "”: the link may be cut off.");
        }
        shown = new SnapshotId(hash);
        refresh();
    }

    @Override
    public String getPageTitle() {
        SnapshotId id = shown;
        return (id == null ? "Snapshot" : "Snapshot " + id.brief()) + " · Understudy";
    }

    private void refresh() {
        SnapshotId id = shown;
        if (id == null) {
            return;
        }
        SnapshotSummary snapshot = datasets.snapshot(id);
        CharacterSummary character = characters.get(snapshot.character());
        SnapshotRecall recall = recalls.of(id).orElse(null);
        PageHeader header = CharacterHeaders.below(character, "Snapshot " + id.brief())
                .crumb("Dataset", DatasetRoutes.of(character.slug()))
                .crumb("Snapshots", DatasetRoutes.snapshots(character.slug()))
                .subtitle(
                        new Text(Formats.plural(snapshot.pictures(), "picture", "pictures") + ", frozen "),
                        new RelativeTime(snapshot.createdAt()));
        if (admin) {
            header.more(
                    recall == null ? "Recall this dataset…" : "Lift the recall…",
                    recall == null ? () -> recall(id) : () -> lift(id));
        }
        Div panel = new Panel("What was made from it", new LineageMap(lineage.of(id)));
        panel.addClassName("lineage-panel");
        removeAll();
        add(
                header,
                new RecallBanner(recall, false),
                new WithdrawnPhotosBanner("This snapshot", character.slug(), consents.withdrawnIn(id)),
                panel);
    }

    private void recall(SnapshotId id) {
        new DecisionDialog(
                        "Recall snapshot " + id.brief(),
                        ("It affects %s. No run can start on it, its files are no longer handed out, nothing made"
                                        + " from it can be signed or approved, and people who downloaded a file are"
                                        + " notified. Runs in progress continue until someone cancels them.")
                                .formatted(Formats.plural(
                                        recalls.reach(id).size(), "run or version", "runs and versions")),
                        "Recall snapshot",
                        (reason, password) -> {
                            recalls.recall(id, reason, passwords.prove(password));
                            refresh();
                            Notifications.done("Snapshot " + id.brief() + " is recalled.");
                        })
                .askReason("What is wrong with it?", "recall/" + id)
                .askPassword()
                .open();
    }

    private void lift(SnapshotId id) {
        new DecisionDialog(
                        "Lift the recall of snapshot " + id.brief(),
                        "Files are handed out again unless something else prevents it, and people who signed check"
                                + " again.",
                        "Lift recall",
                        (reason, password) -> {
                            recalls.lift(id, reason, passwords.prove(password));
                            refresh();
                            Notifications.done("The recall is lifted.");
                        })
                .askReason("Why was it a mistake?", "lift-recall/" + id)
                .askPassword()
                .open();
    }
}
