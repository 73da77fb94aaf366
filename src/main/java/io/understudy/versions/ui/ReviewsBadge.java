package io.understudy.versions.ui;

import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.NavigationBadge;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewInbox;
import org.springframework.stereotype.Component;

@Component
class ReviewsBadge implements NavigationBadge {
    private final ReviewInbox inbox;
    private final VersionDownloadService downloads;
    private final VersionSignals signals;

    ReviewsBadge(ReviewInbox inbox, VersionDownloadService downloads, VersionSignals signals) {
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
    public LiveValue<Long> changes() {
        return signals.changes();
    }
}
