package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.SnapshotSignals;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

@Route(DatasetRoutes.SNAPSHOTS_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class SnapshotsView extends CharacterPage {
    static final String FROM = "from";
    static final String TO = "to";

    private static final int PAGE_SIZE = 20;

    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient DatasetService datasets;
    private final transient SnapshotService snapshots;
    private final transient PhotoConsentService ledger;
    private final transient SnapshotSignals signals;
    private final PagedList list = new PagedList(this::read, Div::new)
            .searched("snapshots", "names and ids")
            .sorted("snapshots", ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.NAME)
            .inAddress(this::putCompared)
            .walked();
    private transient Registration following = () -> {};
    private transient QueryParameters asked = QueryParameters.empty();
    private String from = "";
    private String to = "";

    SnapshotsView(
            CharacterService characters,
            CharacterHeaders headers,
            DatasetService datasets,
            SnapshotService snapshots,
            PhotoConsentService ledger,
            SnapshotSignals signals,
            UnusableSnapshotSignals unusable) {
        super(characters);
        this.characters = characters;
        this.headers = headers;
        this.datasets = datasets;
        this.snapshots = snapshots;
        this.ledger = ledger;
        this.signals = signals;
        list.following("snapshots", unusable.changes());
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        asked = event.getLocation().getQueryParameters();
        from = asked.getSingleParameter(FROM).orElse("");
        to = asked.getSingleParameter(TO).orElse("");
        return super.find(event);
    }

    @Override
    protected String title(CharacterSummary shown) {
        return shown.name() + " · Snapshots";
    }

    @Override
    protected void show(CharacterSummary shown) {
        following.remove();
        following = LiveUpdate.refresh(this, signals.of(shown.id()), this::refresh);
        SnapshotLine newest = snapshots.page(shown.id(), Pageable.ofSize(1)).stream()
                .findFirst()
                .orElse(null);
        add(
                headers.of(shown)
                        .secondary(new Button(
                                "Dataset", event -> UI.getCurrent().navigate(DatasetRoutes.of(shown.slug()))))
                        .primary(new Button(
                                "Freeze a snapshot", event -> actions(shown).freeze())),
                headers.tabs(shown, DatasetRoutes.of(shown.slug())));
        if (newest == null) {
            add(new EmptyState(
                    VaadinIcon.ARCHIVE,
                    "No snapshot yet",
                    "Launching a run freezes the pictures, captions and their order, so that it stays on record what a"
                            + " LoRA was trained on. Freeze one by hand before a large change.",
                    new Button("Open the dataset", event -> UI.getCurrent().navigate(DatasetRoutes.of(shown.slug())))));
            return;
        }
        list.show(asked);
        Div panel = new Panel("Snapshots", list);
        panel.addClassName("snapshot-list");
        add(
                panel,
                new SnapshotComparison(
                        datasets,
                        (text, page) -> snapshots
                                .page(shown.id(), new SearchText(text), ListOrder.NEWEST, page)
                                .getContent(),
                        snapshots.find(shown.id(), from).orElse(newest),
                        snapshots.find(shown.id(), to).orElse(null),
                        (one, other) -> open(shown, one, other)));
    }

    private void putCompared(Map<String, List<String>> parameters) {
        if (!from.isEmpty()) {
            parameters.put(FROM, List.of(from));
        }
        if (!to.isEmpty()) {
            parameters.put(TO, List.of(to));
        }
    }

    private void refresh() {
        if (list.isAttached()) {
            list.follow();
        } else {
            showAgain(shown());
        }
    }

    private SnapshotActions actions(CharacterSummary shown) {
        return new SnapshotActions(datasets, snapshots, shown, () -> open(shown, from, to));
    }

    private PagedList.Slice read(int page) {
        CharacterSummary shown = shown();
        SnapshotActions actions = actions(shown);
        Page<SnapshotLine> lines =
                snapshots.page(shown.id(), new SearchText(list.text()), list.order(), PageRequest.of(page, PAGE_SIZE));
        List<SnapshotId> ids = lines.map(line -> line.snapshot().id()).getContent();
        Map<SnapshotId, List<WithdrawnPhoto>> withdrawn = ledger.withdrawnIn(ids);
        Map<SnapshotId, SnapshotRecall> recalls = snapshots.recalls(ids);
        return PagedList.Slice.of(
                lines.map(line -> new MarkedLine(
                        line,
                        withdrawn.getOrDefault(line.snapshot().id(), List.of()),
                        recalls.get(line.snapshot().id()))),
                line -> line.line().snapshot().id(),
                line -> new SnapshotRow(
                        line.line(),
                        line.withdrawn(),
                        line.recall(),
                        actions,
                        () -> open(shown, line.line().snapshot().id().brief(), "")));
    }

    private record MarkedLine(
            SnapshotLine line,
            List<WithdrawnPhoto> withdrawn,
            @Nullable SnapshotRecall recall) {}

    private void open(CharacterSummary shown, String one, String other) {
        Map<String, List<String>> parameters = list.address(0);
        parameters.put(FROM, List.of(one));
        parameters.put(TO, List.of(other));
        UI.getCurrent().navigate(DatasetRoutes.snapshots(shown.slug()), new QueryParameters(parameters));
    }
}
