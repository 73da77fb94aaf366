package io.understudy.prompts.templates;

public record TemplateCard(TemplateDetails details, TemplateMetadata marks) {
    public PromptId id() {
        return details.id();
    }
}
