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
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.SnapshotSignals;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

@Route(DatasetRoutes.SNAPSHOTS_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class SnapshotsView extends CharacterPage {
    static final String FROM = "from";
    static final String TO = "to";

    private static final int PAGE_SIZE = 20;

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

    SnapshotsView(
            CharacterService characters,
            CharacterHeaders headers,
            DatasetService datasets,
            SnapshotService snapshots,
            PhotoConsentService ledger,
            SnapshotSignals signals,
            UnusableSnapshotSignals unusable) {
        super(characters);
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
                        .secondary(new Button("Dataset", event -> Navigation.open(DatasetRoutes.of(shown.slug()))))
                        .primary(new Button(
                                "Freeze a snapshot", event -> actions().freeze())),
                headers.tabs(shown, DatasetRoutes.of(shown.slug())));
        if (newest == null) {
            add(new EmptyState(
                    VaadinIcon.ARCHIVE,
                    "No snapshot yet",
                    "Launching a run freezes the pictures, captions and their order, so that it stays on record what a"
                            + " LoRA was trained on. Freeze one by hand before a large change.",
                    new Button("Open the dataset", event -> Navigation.open(DatasetRoutes.of(shown.slug())))));
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
                        snapshots.find(shown.id(), compared(FROM)).orElse(newest),
                        snapshots.find(shown.id(), compared(TO)).orElse(null),
                        this::open));
    }

    private void putCompared(Map<String, List<String>> parameters) {
        for (String side : List.of(FROM, TO)) {
            if (!compared(side).isEmpty()) {
                parameters.put(side, List.of(compared(side)));
            }
        }
    }

    /** The id of a snapshot, or its beginning; empty for none. */
    private String compared(String side) {
        return asked.getSingleParameter(side).orElse("");
    }

    private void refresh() {
        if (list.isAttached()) {
            list.follow();
        } else {
            showAgain(shown());
        }
    }

    private SnapshotActions actions() {
        return new SnapshotActions(datasets, snapshots, shown(), () -> open(compared(FROM), compared(TO)));
    }

    private PagedList.Slice read(int page) {
        SnapshotActions actions = actions();
        Page<SnapshotLine> lines = snapshots.page(
                shown().id(), new SearchText(list.text()), list.order(), PageRequest.of(page, PAGE_SIZE));
        return PagedList.Slice.of(
                MarkedSnapshot.of(lines, ledger, snapshots),
                MarkedSnapshot::id,
                marked ->
                        new SnapshotRow(marked, actions, () -> open(marked.id().brief(), "")));
    }

    private void open(String one, String other) {
        Map<String, List<String>> parameters = list.address(0);
        parameters.put(FROM, List.of(one));
        parameters.put(TO, List.of(other));
        UI.getCurrent().navigate(DatasetRoutes.snapshots(shown().slug()), new QueryParameters(parameters));
    }
}
