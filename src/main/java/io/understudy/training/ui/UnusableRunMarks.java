package io.understudy.training.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.UnusableSnapshotService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.RunId;
import io.understudy.training.RunSummary;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Marks the runs in a table whose snapshot may not be used or whose version was revoked, also while it is looked at; rows
 * do not move.
 */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class UnusableRunMarks {
    static final String MEANING = "Photos it trains on were withdrawn, or its dataset was recalled";
    static final String REVOKED = "The version it became was revoked";

    private final UnusableSnapshotService snapshots;
    private final UnusableSnapshotSignals signals;
    private final DecidedRunLookup decisions;
    private final Set<RunSummary> listed = new HashSet<>();
    private final Set<SnapshotId> unusable = new HashSet<>();
    private final Set<RunId> revoked = new HashSet<>();

    UnusableRunMarks(UnusableSnapshotService snapshots, UnusableSnapshotSignals signals, DecidedRunLookup decisions) {
        this.snapshots = snapshots;
        this.signals = signals;
        this.decisions = decisions;
    }

    void follow(Grid<RunSummary> grid) {
        LiveUpdate.refresh(
                grid, signals.changes(), () -> refresh(grid, unusable, unusableOf(listed), RunSummary::snapshot));
        LiveUpdate.refresh(grid, decisions.changes(), () -> refresh(grid, revoked, revokedOf(listed), RunSummary::id));
    }

    void listNone() {
        listed.clear();
    }

    /** Call it for every page that the table reads, before its cells are made. */
    void list(List<RunSummary> page) {
        listed.addAll(page);
        unusable.addAll(unusableOf(page));
        revoked.addAll(revokedOf(page));
    }

    /** One for both: what it says is all that speaks against the run. */
    Optional<Icon> mark(RunSummary run) {
        return meaning(run).map(meaning -> {
            Icon mark = VaadinIcon.BAN.create();
            mark.addClassName("unusable-mark");
            mark.getElement()
                    .setAttribute("role", "img")
                    .setAttribute("aria-label", meaning)
                    .setAttribute("title", meaning);
            return mark;
        });
    }

    private Optional<String> meaning(RunSummary run) {
        return Stream.of(unusable.contains(run.snapshot()) ? MEANING : "", revoked.contains(run.id()) ? REVOKED : "")
                .filter(words -> !words.isEmpty())
                .reduce((one, other) -> one + ". " + other);
    }

    private <K> void refresh(Grid<RunSummary> grid, Set<K> marked, Set<K> now, Function<RunSummary, K> key) {
        List<RunSummary> changed = listed.stream()
                .filter(run -> marked.contains(key.apply(run)) != now.contains(key.apply(run)))
                .toList();
        marked.clear();
        marked.addAll(now);
        changed.forEach(grid.getDataProvider()::refreshItem);
    }

    private Set<RunId> revokedOf(Collection<RunSummary> runs) {
        return decisions.revokedAmong(runs.stream().map(RunSummary::id).toList());
    }

    private Set<SnapshotId> unusableOf(Collection<RunSummary> runs) {
        return snapshots.among(runs.stream().map(RunSummary::snapshot).collect(Collectors.toSet()));
    }
}
