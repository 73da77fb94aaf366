package io.understudy.collaboration.inbox;

import java.time.Instant;
import java.util.List;

/**
 * Some of a person's notices, newest first.
 *
 * @param page counted from 0
 * @param size of a page
 * @param total number of notices in the list
 * @param readAt the moment at which the list was read from the database
 */
public record InboxPage(List<InboxEntry> notices, int page, int size, long total, Instant readAt) {
    public InboxPage {
        notices = List.copyOf(notices);
    }
}
