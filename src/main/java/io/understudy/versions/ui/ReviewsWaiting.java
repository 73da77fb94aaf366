package io.understudy.versions.ui;

import com.vaadin.flow.signals.Signal;
import io.understudy.shared.ui.WaitingWork;
import io.understudy.versions.ReviewInbox;
import io.understudy.versions.VersionDownloads;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import org.springframework.stereotype.Component;

@Component
class ReviewsWaiting implements WaitingWork {
    private final ReviewInbox inbox;
    private final VersionDownloads downloads;
    private final VersionSignals signals;

    ReviewsWaiting(ReviewInbox inbox, VersionDownloads downloads, VersionSignals signals) {
        this.inbox = inbox;
        this.downloads = downloads;
        this.signals = signals;
    }

    @Override
    public String route() {
        return VersionRoutes.REVIEWS;
    }

    @Override
    public long count() {
        return inbox.waitingForMe() + downloads.recalledToMe().size();
    }

    @Override
    public Signal<Double> changes() {
        return signals.changes();
    }
}
