package io.understudy.comparison;

import java.time.Instant;
import java.util.UUID;

/**
 * What someone wrote about a set of runs.
 *
 * @param viewPath the address of the comparison as the author saw it
 * @param mine whether the person who asks wrote it
 */
public record ComparisonNote(
        UUID id, String words, String viewPath, String authorName, Instant writtenAt, boolean mine) {}
