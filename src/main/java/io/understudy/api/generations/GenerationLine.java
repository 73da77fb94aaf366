package io.understudy.api.generations;

import io.understudy.prompts.playground.RenderSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Pictures in a list.
 *
 * @param prompts one, or two that are compared
 * @param drawn how many of the {@code pictures} are there
 */
record GenerationLine(UUID id, Instant askedAt, List<String> prompts, int pictures, int drawn) {
    static GenerationLine of(RenderSummary summary) {
        return new GenerationLine(
                summary.id().value(), summary.askedAt(), summary.prompts(), summary.pictures(), summary.drawn());
    }
}
