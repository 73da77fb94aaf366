package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import java.time.Instant;
import java.util.UUID;

/** What someone decided about a version, as the home page shows it. */
public record RecentDecision(UUID id, VersionCard version, ReviewAction action, String by, Instant at) {}
