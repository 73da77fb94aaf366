package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.UnusableSnapshotService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which of several runs on a page train on what may not be used or became a version that was revoked, also when
 * that changes while it is looked at.
 */
@org.springframework.stereotype.Component
public class UnusableRunsBanners {
    private final UnusableSnapshotService snapshots;
    private final UnusableSnapshotSignals signals;
    private final DecidedRunLookup decisions;

    UnusableRunsBanners(
            UnusableSnapshotService snapshots, UnusableSnapshotSignals signals, DecidedRunLookup decisions) {
        this.snapshots = snapshots;
        this.signals = signals;
        this.decisions = decisions;
    }

    public Component of(List<RunDetails> runs) {
        Div banner = Styled.div("panel withdrawn-mark");
        banner.getElement().setAttribute("role", "note");
        LiveUpdate.refresh(banner, signals.changes(), () -> show(banner, runs));
        LiveUpdate.refresh(banner, decisions.changes(), () -> show(banner, runs));
        show(banner, runs);
        return banner;
    }

    private void show(Div banner, List<RunDetails> runs) {
        Set<SnapshotId> unusable =
                snapshots.among(runs.stream().map(RunDetails::snapshot).collect(Collectors.toSet()));
        Set<RunId> revoked =
                decisions.revokedAmong(runs.stream().map(RunDetails::id).toList());
        banner.removeAll();
        runs.stream()
                .filter(run -> unusable.contains(run.snapshot()))
                .forEach(run -> banner.add(line(run, UnusableRunMarks.MEANING)));
        runs.stream()
                .filter(run -> revoked.contains(run.id()))
                .forEach(run -> banner.add(line(run, UnusableRunMarks.REVOKED)));
        banner.setVisible(banner.getComponentCount() > 0);
    }

    private static Div line(RunDetails run, String meaning) {
        return Styled.div(
                "look-item",
                new StateBadge("run " + run.number(), BadgeTone.BAD, VaadinIcon.BAN),
                new Span(meaning + "."));
    }
}
