package io.understudy.collaboration.inbox;

import java.time.Instant;

/**
 * A notice in an inbox.
 *
 * @param settled whether what it asks for is no longer wanted
 */
public record InboxEntry(NoticeId id, Notice notice, Instant notifiedAt, boolean read, boolean settled) {}
