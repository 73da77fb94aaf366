package io.understudy.collaboration.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person has not read.
 *
 * @param since when they signed in for the last time but one; null when this is the first time
 * @param arrived how many came after that, by kind
 * @param earlier how many came before that
 * @param overdue how many have been unread for more than a day
 */
public record InboxDigest(@Nullable Instant since, Map<NoticeKind, Long> arrived, long earlier, long overdue) {
    public boolean isEmpty() {
        return arrived.isEmpty() && earlier == 0;
    }
}
