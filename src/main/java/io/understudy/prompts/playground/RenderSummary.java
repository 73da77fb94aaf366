package io.understudy.prompts.playground;

import io.understudy.prompts.stacks.LoraRef;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What was tried, in the history.
 *
 * @param prompts one, or two that were compared
 * @param loras of all sides
 * @param thumbnails the first pictures that are there
 */
public record RenderSummary(
        RenderId id,
        Instant askedAt,
        List<String> prompts,
        Set<LoraRef> loras,
        int pictures,
        int drawn,
        List<BlobHash> thumbnails) {
    public RenderSummary {
        loras = Set.copyOf(loras);
        prompts = List.copyOf(prompts);
        thumbnails = List.copyOf(thumbnails);
    }
}
