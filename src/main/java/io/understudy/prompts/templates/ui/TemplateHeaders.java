package io.understudy.prompts.templates.ui;

import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.shared.Refusal;
import java.util.UUID;

/** What every page about a template begins with. */
final class TemplateHeaders {
    private static final String FORK = " (fork)";

    private TemplateHeaders() {}

    /** @throws Refusal.NotFound when the address holds no id */
    static PromptId parse(String id) {
        try {
            return new PromptId(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            throw new Refusal.NotFound("There is no prompt template at this address.");
        }
    }

    /** A name for a fork that says so. */
    static String forkName(String name) {
        return name.substring(0, Math.min(name.length(), TemplateDraft.MAX_NAME - FORK.length())) + FORK;
    }
}
