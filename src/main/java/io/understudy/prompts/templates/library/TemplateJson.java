package io.understudy.prompts.templates.library;

import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class TemplateJson {
    private static final TypeReference<List<PromptVariable>> VARIABLES = new TypeReference<>() {};

    private static final JsonMapper JSON = JsonMapper.shared();

    private TemplateJson() {}

    static String of(List<PromptVariable> variables) {
        return JSON.writeValueAsString(variables);
    }

    static List<PromptVariable> variables(String json) {
        return JSON.readValue(json, VARIABLES);
    }

    /** An empty object means no settings, as the migration writes it. */
    static String of(TemplateSettings settings) {
        return settings.equals(TemplateSettings.NONE) ? "{}" : JSON.writeValueAsString(settings);
    }

    static TemplateSettings settings(String json) {
        return json.equals("{}") ? TemplateSettings.NONE : JSON.readValue(json, TemplateSettings.class);
    }

    static String of(TemplateDraft draft) {
        return JSON.writeValueAsString(draft);
    }

    /** A draft as its columns hold it; the last two are JSON. */
    static TemplateDraft draft(
            String name,
            String text,
            String scene,
            String lighting,
            String camera,
            String style,
            String variables,
            String settings) {
        return new TemplateDraft(name, text, scene, lighting, camera, style, variables(variables), settings(settings));
    }

    static TemplateDraft draft(String json) {
        return JSON.readValue(json, TemplateDraft.class);
    }
}
