package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunDetails;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says on the page of a run, also while it is looked at, that photos it trains on were withdrawn. */
@org.springframework.stereotype.Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WithdrawnRunWarning implements RunWarning {
    private final PhotoConsentService consent;
    private final CharacterService characters;
    private final UnusableSnapshotSignals signals;

    WithdrawnRunWarning(PhotoConsentService consent, CharacterService characters, UnusableSnapshotSignals signals) {
        this.consent = consent;
        this.characters = characters;
        this.signals = signals;
    }

    @Override
    public Component of(RunDetails run) {
        String slug = characters.get(run.character()).slug();
        WithdrawnPhotosBanner banner = new WithdrawnPhotosBanner("This run", slug, consent.withdrawnIn(run.snapshot()));
        LiveUpdate.refresh(banner, signals.changes(), () -> banner.show(consent.withdrawnIn(run.snapshot())));
        return banner;
    }
}
