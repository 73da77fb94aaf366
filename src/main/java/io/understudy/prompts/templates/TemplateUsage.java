package io.understudy.prompts.templates;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a template is used.
 *
 * @param total of all times
 * @param lately in the last 30 days
 * @param people who used it
 * @param last null when it never was
 * @param ways by what it was taken for, those that happened only
 * @param versions by version
 */
public record TemplateUsage(
        long total,
        long lately,
        long people,
        @Nullable Instant last,
        Map<UsageKind, Long> ways,
        Map<Integer, Long> versions) {
    public TemplateUsage {
        ways = Map.copyOf(ways);
        versions = Map.copyOf(versions);
    }
}
