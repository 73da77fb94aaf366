package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Route(DatasetRoutes.SNAPSHOTS_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class SnapshotsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    static final String FROM = "from";
    static final String TO = "to";

    private final transient SnapshotServices services;
    private @Nullable CharacterSummary character;

    SnapshotsView(SnapshotServices services) {
        this.services = services;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CharacterSummary shown = services.characters()
                .bySlug(event.getRouteParameters().get("slug").orElse(""));
        character = shown;
        QueryParameters parameters = event.getLocation().getQueryParameters();
        removeAll();
        show(
                shown,
                parameters.getSingleParameter(FROM).orElse(""),
                parameters.getSingleParameter(TO).orElse(""));
    }

    @Override
    public String getPageTitle() {
        return character == null ? "Snapshots · Understudy" : character.name() + " · Snapshots · Understudy";
    }

    private void show(CharacterSummary shown, String from, String to) {
        List<SnapshotLine> lines = services.snapshots().list(shown.id());
        SnapshotActions actions = new SnapshotActions(services, shown, () -> open(shown, from, to));
        add(
                services.headers()
                        .of(shown)
                        .secondary(new Button(
                                "Dataset", event -> UI.getCurrent().navigate(DatasetRoutes.of(shown.slug()))))
                        .primary(new Button("Freeze a snapshot", event -> actions.freeze())),
                services.headers().tabs(shown, DatasetRoutes.of(shown.slug())));
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
        Div list = new Div(new H2("Snapshots"));
        list.addClassNames("panel", "snapshot-list");
        List<SnapshotId> ids = lines.stream().map(line -> line.snapshot().id()).toList();
        Map<SnapshotId, List<WithdrawnPhoto>> withdrawn = services.ledger().withdrawnIn(ids);
        Map<SnapshotId, SnapshotRecall> recalls = services.snapshots().recalls(ids);
        lines.forEach(line -> list.add(new SnapshotRow(
                line,
                withdrawn.getOrDefault(line.snapshot().id(), List.of()),
                recalls.get(line.snapshot().id()),
                actions,
                () -> open(shown, line.snapshot().id().brief(), ""))));
        add(list, new SnapshotComparison(services, lines, before, after, (one, other) -> open(shown, one, other)));
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
