package io.understudy.inbox;

import java.time.Instant;

/** A notice as it lies in an inbox. */
public record ToldNotice(NoticeId id, Notice notice, Instant toldAt, boolean read) {}
