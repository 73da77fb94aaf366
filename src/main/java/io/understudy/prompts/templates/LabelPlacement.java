package io.understudy.prompts.templates;

/**
 * A name that is on one version of a template, and who put it there.
 *
 * @param label such as {@code production}
 */
public record LabelPlacement(String label, int number, String movedBy) {
    public boolean isProduction() {
        return label.equals(TemplateMetadata.PRODUCTION);
    }
}
