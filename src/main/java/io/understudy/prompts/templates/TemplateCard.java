package io.understudy.prompts.templates;

public record TemplateCard(TemplateDetails details, Marks marks) {
    public PromptId id() {
        return details.id();
    }
}
