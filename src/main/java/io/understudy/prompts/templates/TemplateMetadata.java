package io.understudy.prompts.templates;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people attached to a template.
 *
 * @param favourite of the person who asks
 * @param tags by name
 * @param labels the version that each is on
 * @param uses how often it was copied, exported, expanded or rendered
 * @param usedAt the last time, or null
 */
public record TemplateMetadata(
        boolean favourite,
        List<String> tags,
        Map<String, Integer> labels,
        long uses,
        @Nullable Instant usedAt) {
    /** The label that only reviewers move: the version that everyone should use. */
    public static final String PRODUCTION = "production";

    public static final TemplateMetadata NONE = new TemplateMetadata(false, List.of(), Map.of(), 0, null);

    public TemplateMetadata {
        tags = List.copyOf(tags);
        labels = Map.copyOf(labels);
    }

    public Optional<Integer> production() {
        return Optional.ofNullable(labels.get(PRODUCTION));
    }
}
