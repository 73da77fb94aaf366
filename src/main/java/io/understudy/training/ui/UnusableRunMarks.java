package io.understudy.training.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.UnusableSnapshotService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunSummary;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** Marks the runs in a table whose snapshot may not be used, also while it is looked at; rows do not move. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class UnusableRunMarks {
    static final String MEANING = "Photos it trains on were withdrawn, or its dataset was recalled";

    private final UnusableSnapshotService snapshots;
    private final UnusableSnapshotSignals signals;
    private final Set<RunSummary> listed = new HashSet<>();
    private final Set<SnapshotId> unusable = new HashSet<>();

    UnusableRunMarks(UnusableSnapshotService snapshots, UnusableSnapshotSignals signals) {
        this.snapshots = snapshots;
        this.signals = signals;
    }

    void follow(Grid<RunSummary> grid) {
        LiveUpdate.refresh(grid, signals.changes(), () -> refresh(grid));
    }

    void listNone() {
        listed.clear();
    }

    /** Call it for every page that the table reads, before its cells are made. */
    void list(List<RunSummary> page) {
        listed.addAll(page);
        unusable.addAll(unusableOf(page));
    }

    Optional<Icon> mark(RunSummary run) {
        if (!isMarked(run)) {
            return Optional.empty();
        }
        Icon mark = VaadinIcon.BAN.create();
        mark.addClassName("unusable-mark");
        mark.getElement()
                .setAttribute("role", "img")
                .setAttribute("aria-label", MEANING)
                .setAttribute("title", MEANING);
        return Optional.of(mark);
    }

    private boolean isMarked(RunSummary run) {
        return unusable.contains(run.snapshot());
    }

    private void refresh(Grid<RunSummary> grid) {
        Set<SnapshotId> now = unusableOf(listed);
        List<RunSummary> changed = listed.stream()
                .filter(run -> isMarked(run) != now.contains(run.snapshot()))
                .toList();
        unusable.clear();
        unusable.addAll(now);
        changed.forEach(grid.getDataProvider()::refreshItem);
    }

    private Set<SnapshotId> unusableOf(Collection<RunSummary> runs) {
        return snapshots.among(runs.stream().map(RunSummary::snapshot).collect(Collectors.toSet()));
    }
}
