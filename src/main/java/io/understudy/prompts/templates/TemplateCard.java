package io.understudy.prompts.templates;

/** A template as lists show it. */
public record TemplateCard(TemplateDetails details, Marks marks) {
    public PromptId id() {
        return details.id();
    }
}
