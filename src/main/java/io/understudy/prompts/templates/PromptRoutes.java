package io.understudy.prompts.templates;

public final class PromptRoutes {
    public static final String LIBRARY = "prompts";
    public static final String NEW = "new";

    public static final String ID = "id";
    public static final String EDITOR = "prompts/:id";
    public static final String VERSIONS_PATTERN = "prompts/:id/versions";
    public static final String COMBINATIONS_PATTERN = "prompts/:id/combinations";
    public static final String OF_CHARACTER_PATTERN = "characters/:slug/prompts";
    public static final String SNIPPETS = "prompts/snippets";
    public static final String IMPORT = "prompts/import";

    private PromptRoutes() {}

    /** The list of snippets with one of them in view. */
    public static String snippet(String name) {
        return SNIPPETS + "?name=" + name;
    }

    public static String editor(PromptId id) {
        return LIBRARY + "/" + id.value();
    }

    public static String newTemplate() {
        return LIBRARY + "/" + NEW;
    }

    public static String versions(PromptId id) {
        return editor(id) + "/versions";
    }

    public static String combinations(PromptId id) {
        return editor(id) + "/combinations";
    }

    public static String ofCharacter(String slug) {
        return "characters/" + slug + "/prompts";
    }
}
