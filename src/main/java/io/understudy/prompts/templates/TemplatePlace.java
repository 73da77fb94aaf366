package io.understudy.prompts.templates;

import java.time.Instant;
import java.util.UUID;

/** A place in a list of templates, whatever it is sorted by: behind the one with this id. */
public record TemplatePlace(String name, Instant changedAt, long uses, UUID id) {
    public static TemplatePlace of(TemplateCard template) {
        return new TemplatePlace(
                template.details().draft().name(),
                template.details().changedAt(),
                template.marks().uses(),
                template.id().value());
    }
}
