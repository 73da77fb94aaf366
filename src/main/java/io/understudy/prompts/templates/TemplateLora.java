package io.understudy.prompts.templates;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;

/**
 * A LoRA that a template is meant to be used with.
 *
 * @param file its name without the ending; empty means the production LoRA of the character that is filled in
 */
public record TemplateLora(StackRole role, String file, Strength strength) {
    public static TemplateLora ofTheCharacter(Strength strength) {
        return new TemplateLora(StackRole.CHARACTER, "", strength);
    }

    public boolean isOfTheCharacter() {
        return role == StackRole.CHARACTER && file.isEmpty();
    }
}
