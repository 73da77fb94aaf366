package io.understudy.prompts.ui;

import io.understudy.prompts.PromptId;

/** Where the screens about prompts are; paths are relative to the base of the application. */
public final class PromptRoutes {
    public static final String LIBRARY = "prompts";

    static final String NEW = "new";
    static final String ID = "id";
    static final String EDITOR = "prompts/:id";
    static final String OF_CHARACTER = "characters/:slug/prompts";
    static final String SLUG = "slug";

    private PromptRoutes() {}

    public static String editor(PromptId id) {
        return LIBRARY + "/" + id.value();
    }

    static String newTemplate() {
        return LIBRARY + "/" + NEW;
    }

    public static String ofCharacter(String slug) {
        return "characters/" + slug + "/prompts";
    }
}
