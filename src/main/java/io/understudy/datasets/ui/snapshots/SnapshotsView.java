package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Route(DatasetRoutes.SNAPSHOTS_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class SnapshotsView extends CharacterPage {
    static final String FROM = "from";
    static final String TO = "to";

    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient DatasetService datasets;
    private final transient SnapshotService snapshots;
    private final transient PhotoConsentService ledger;
    private String from = "";
    private String to = "";

    SnapshotsView(
            CharacterService characters,
            CharacterHeaders headers,
            DatasetService datasets,
            SnapshotService snapshots,
            PhotoConsentService ledger) {
        super(characters);
        this.characters = characters;
        this.headers = headers;
        this.datasets = datasets;
        this.snapshots = snapshots;
        this.ledger = ledger;
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        from = parameters.getSingleParameter(FROM).orElse("");
        to = parameters.getSingleParameter(TO).orElse("");
        return super.find(event);
    }

    @Override
    protected String title(CharacterSummary shown) {
        return shown.name() + " · Snapshots";
    }

    @Override
    protected void show(CharacterSummary shown) {
        List<SnapshotLine> lines = snapshots.list(shown.id());
        SnapshotActions actions = new SnapshotActions(datasets, snapshots, shown, () -> open(shown, from, to));
        add(
                headers.of(shown)
                        .secondary(new Button(
                                "Dataset", event -> UI.getCurrent().navigate(DatasetRoutes.of(shown.slug()))))
                        .primary(new Button("Freeze a snapshot", event -> actions.freeze())),
                headers.tabs(shown, DatasetRoutes.of(shown.slug())));
        if (lines.isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.ARCHIVE,
                    "No snapshot yet",
                    "Launching a run freezes the pictures, captions and their order, so that it stays on record what a"
                            + " LoRA was trained on. Freeze one by hand before a large change.",
                    new Button("Open the dataset", event -> UI.getCurrent().navigate(DatasetRoutes.of(shown.slug())))));
            return;
        }
        SnapshotLine before = find(lines, from, lines.getFirst());
        SnapshotLine after = find(lines, to, null);
        Div list = new Panel("Snapshots");
        list.addClassName("snapshot-list");
        List<SnapshotId> ids = lines.stream().map(line -> line.snapshot().id()).toList();
        Map<SnapshotId, List<WithdrawnPhoto>> withdrawn = ledger.withdrawnIn(ids);
        Map<SnapshotId, SnapshotRecall> recalls = snapshots.recalls(ids);
        lines.forEach(line -> list.add(new SnapshotRow(
                line,
                withdrawn.getOrDefault(line.snapshot().id(), List.of()),
                recalls.get(line.snapshot().id()),
                actions,
                () -> open(shown, line.snapshot().id().brief(), ""))));
        add(list, new SnapshotComparison(datasets, lines, before, after, (one, other) -> open(shown, one, other)));
    }

    private static @Nullable SnapshotLine find(List<SnapshotLine> lines, String id, @Nullable SnapshotLine otherwise) {
        return lines.stream()
                .filter(line -> id.length() >= 8 && line.snapshot().id().hash().startsWith(id))
                .findFirst()
                .orElse(otherwise);
    }

    private static void open(CharacterSummary shown, String from, String to) {
        UI.getCurrent()
                .navigate(DatasetRoutes.snapshots(shown.slug()), QueryParameters.simple(Map.of(FROM, from, TO, to)));
    }
}
