package io.understudy.versions.ui;

import io.understudy.shared.ui.WaitingWork;
import io.understudy.versions.ReviewInbox;
import io.understudy.versions.VersionDownloads;
import io.understudy.versions.VersionRoutes;
import org.springframework.stereotype.Component;

/** The number beside "Reviews" in the side bar. */
@Component
class ReviewsWaiting implements WaitingWork {
    private final ReviewInbox inbox;
    private final VersionDownloads downloads;

    ReviewsWaiting(ReviewInbox inbox, VersionDownloads downloads) {
        this.inbox = inbox;
        this.downloads = downloads;
    }

    @Override
    public String route() {
        return VersionRoutes.REVIEWS;
    }

    @Override
    public long count() {
        return inbox.waitingForMe() + downloads.recalledToMe().size();
    }
}
