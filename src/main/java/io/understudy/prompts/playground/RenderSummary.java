package io.understudy.prompts.playground;

import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;

/**
 * What was tried, in the history.
 *
 * @param prompts one, or two that were compared
 * @param thumbnails the first pictures that are there
 */
public record RenderSummary(
        RenderId id, Instant askedAt, List<String> prompts, int pictures, int drawn, List<BlobHash> thumbnails) {
    public RenderSummary {
        prompts = List.copyOf(prompts);
        thumbnails = List.copyOf(thumbnails);
    }
}
