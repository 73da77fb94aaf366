package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.EditConflictDialog.Part;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class DraftText {
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("name", "Name");
        LABELS.put("text", "Template");
        LABELS.put("scene", "Scene");
        LABELS.put("lighting", "Lighting");
        LABELS.put("camera", "Camera");
        LABELS.put("style", "Style");
        LABELS.put("variables", "Variables");
        LABELS.put("settings", "Settings");
    }

    private final Map<CharacterId, CharacterSummary> characters;

    DraftText(Map<CharacterId, CharacterSummary> characters) {
        this.characters = characters;
    }

    static List<CharacterId> charactersOf(TemplateDraft... drafts) {
        List<CharacterId> ids = new ArrayList<>();
        for (TemplateDraft draft : drafts) {
            CharacterId id = draft.settings().character();
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    static String label(String property) {
        return LABELS.getOrDefault(property, property);
    }

    Map<String, String> of(TemplateDraft draft) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", draft.name());
        words.put("text", draft.text());
        words.put("scene", draft.scene());
        words.put("lighting", draft.lighting());
        words.put("camera", draft.camera());
        words.put("style", draft.style());
        words.put("variables", variables(draft.variables()));
        words.put("settings", settings(draft.settings()));
        return words;
    }

    private static String variables(List<PromptVariable> variables) {
        return variables.stream()
                .map(variable -> variable.token()
                        + (variable.usual().isEmpty() ? "" : " = " + variable.usual())
                        + (variable.suggestions().isEmpty()
                                ? ""
                                : " (or " + String.join(" | ", variable.suggestions()) + ")"))
                .collect(Collectors.joining("\n"));
    }

    private String settings(TemplateSettings settings) {
        List<String> lines = new ArrayList<>();
        CharacterId id = settings.character();
        if (id != null) {
            CharacterSummary known = characters.get(id);
            lines.add("Written for " + (known == null ? "a deleted character" : known.name()));
        }
        settings.loras().forEach(lora -> lines.add(lora(lora)));
        add(lines, "Guidance ", settings.guidance());
        add(lines, "Steps ", settings.steps());
        if (settings.width() != null || settings.height() != null) {
            lines.add("Size " + settings.width() + " × " + settings.height() + " px");
        }
        add(lines, "Seed ", settings.seed());
        return String.join("\n", lines);
    }

    private static String lora(TemplateLora lora) {
        return lora.role().label() + " LoRA " + (lora.isOfTheCharacter() ? "in production" : lora.file()) + " at "
                + lora.strength();
    }

    private static void add(List<String> lines, String what, @Nullable Number value) {
        if (value != null) {
            lines.add(what + value);
        }
    }

    List<Part> compare(TemplateDraft before, TemplateDraft mine, TemplateDraft theirs) {
        Map<String, String> was = of(before);
        Map<String, String> my = of(mine);
        Map<String, String> their = of(theirs);
        return LABELS.entrySet().stream()
                .map(label -> new Part(
                        label.getKey(),
                        label.getValue(),
                        was.getOrDefault(label.getKey(), ""),
                        my.getOrDefault(label.getKey(), ""),
                        their.getOrDefault(label.getKey(), "")))
                .toList();
    }

    TemplateDraft merged(Map<String, String> chosen, TemplateDraft mine, TemplateDraft theirs) {
        Map<String, String> their = of(theirs);
        return new TemplateDraft(
                chosen.getOrDefault("name", ""),
                chosen.getOrDefault("text", ""),
                chosen.getOrDefault("scene", ""),
                chosen.getOrDefault("lighting", ""),
                chosen.getOrDefault("camera", ""),
                chosen.getOrDefault("style", ""),
                takesTheirs("variables", chosen, their) ? theirs.variables() : mine.variables(),
                takesTheirs("settings", chosen, their) ? theirs.settings() : mine.settings());
    }

    private static boolean takesTheirs(String property, Map<String, String> chosen, Map<String, String> their) {
        return chosen.getOrDefault(property, "").equals(their.getOrDefault(property, ""));
    }
}
