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
import io.understudy.training.RunDetails;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which of several runs on a page train on what may not be used, also when that changes while it is looked at. */
@org.springframework.stereotype.Component
public class UnusableRunsBanners {
    private final UnusableSnapshotService snapshots;
    private final UnusableSnapshotSignals signals;

    UnusableRunsBanners(UnusableSnapshotService snapshots, UnusableSnapshotSignals signals) {
        this.snapshots = snapshots;
        this.signals = signals;
    }

    public Component of(List<RunDetails> runs) {
        Div banner = Styled.div("panel withdrawn-mark");
        banner.getElement().setAttribute("role", "note");
        LiveUpdate.refresh(banner, signals.changes(), () -> show(banner, runs));
        show(banner, runs);
        return banner;
    }

    private void show(Div banner, List<RunDetails> runs) {
        Set<SnapshotId> unusable =
                snapshots.among(runs.stream().map(RunDetails::snapshot).collect(Collectors.toSet()));
        banner.removeAll();
        runs.stream()
                .filter(run -> unusable.contains(run.snapshot()))
                .forEach(run -> banner.add(Styled.div(
                        "look-item",
                        new StateBadge("run " + run.number(), BadgeTone.BAD, VaadinIcon.BAN),
                        new Span(UnusableRunMarks.MEANING + "."))));
        banner.setVisible(!unusable.isEmpty());
    }
}
