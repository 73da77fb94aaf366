package io.understudy.prompts.templates;

import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.TemplateSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a form says about a template, as typed; the service checks it.
 *
 * @param text with slots, see {@link io.understudy.prompts.language.PromptParser}
 * @param scene words that go into the slot unless someone gives others; likewise the rest; may be empty
 */
public record TemplateDraft(
        String name,
        String text,
        String scene,
        String lighting,
        String camera,
        String style,
        List<PromptVariable> variables,
        TemplateSettings settings) {
    public static final int MAX_NAME = 80;

    public TemplateDraft {
        variables = List.copyOf(variables);
    }

    public static TemplateDraft empty() {
        return of("", PromptSlot.STRUCTURE);
    }

    public static TemplateDraft of(String name, String text) {
        return new TemplateDraft(name, text, "", "", "", "", List.of(), TemplateSettings.NONE);
    }

    public Map<PromptSlot, String> words() {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        words.put(PromptSlot.SCENE, scene);
        words.put(PromptSlot.LIGHTING, lighting);
        words.put(PromptSlot.CAMERA, camera);
        words.put(PromptSlot.STYLE, style);
        return words;
    }

    public TemplateSource source() {
        return new TemplateSource(text, words(), variables);
    }

    public TemplateDraft named(String other) {
        return new TemplateDraft(other, text, scene, lighting, camera, style, variables, settings);
    }

    public TemplateDraft saying(Map<PromptSlot, String> words) {
        return new TemplateDraft(
                name,
                text,
                words.getOrDefault(PromptSlot.SCENE, ""),
                words.getOrDefault(PromptSlot.LIGHTING, ""),
                words.getOrDefault(PromptSlot.CAMERA, ""),
                words.getOrDefault(PromptSlot.STYLE, ""),
                variables,
                settings);
    }

    public TemplateDraft with(List<PromptVariable> others) {
        return new TemplateDraft(name, text, scene, lighting, camera, style, others, settings);
    }

    public TemplateDraft with(TemplateSettings others) {
        return new TemplateDraft(name, text, scene, lighting, camera, style, variables, others);
    }
}
