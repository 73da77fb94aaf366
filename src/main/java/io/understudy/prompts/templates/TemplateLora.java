package io.understudy.prompts.templates;

import io.understudy.prompting.guide.StackRole;

/**
 * A LoRA that a template is meant to be used with.
 *
 * @param file its name without the ending; empty means the production LoRA of the character that is filled in
 * @param strength 0 to {@value #MAX_STRENGTH}
 */
public record TemplateLora(StackRole role, String file, double strength) {
    public static final double MAX_STRENGTH = 2;

    public static TemplateLora ofTheCharacter(double strength) {
        return new TemplateLora(StackRole.CHARACTER, "", strength);
    }

    public boolean isOfTheCharacter() {
        return role == StackRole.CHARACTER && file.isEmpty();
    }
}
