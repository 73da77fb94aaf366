package io.understudy.prompts.templates;

import java.time.Instant;

/**
 * A name that is on one version of a template, and who put it there.
 *
 * @param label such as {@code production}
 */
public record LabelPlacement(String label, int number, String movedBy, Instant movedAt) {
    public boolean isProduction() {
        return label.equals(TemplateMetadata.PRODUCTION);
    }
}
