package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunDetails;
import io.understudy.training.ui.RunWarning;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.release.SnapshotRecallService;

/** Says on the page of a run, also while it is looked at, that the dataset it trains on was recalled. */
@org.springframework.stereotype.Component
class RecalledRunWarning implements RunWarning {
    private final SnapshotRecallService recalls;
    private final VersionSignals signals;

    RecalledRunWarning(SnapshotRecallService recalls, VersionSignals signals) {
        this.recalls = recalls;
        this.signals = signals;
    }

    @Override
    public Component of(RunDetails run) {
        RecallBanner mark = new RecallBanner(null);
        LiveUpdate.refresh(
                mark,
                signals.changes(),
                () -> mark.show(recalls.of(run.snapshot()).orElse(null)));
        mark.show(recalls.of(run.snapshot()).orElse(null));
        return mark;
    }
}
