package io.understudy.prompts.templates.filling;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA that goes with a filled prompt.
 *
 * @param name of its file, without the ending
 * @param lora what the name refers to here, or null when nothing here has it
 * @param address of the file on the web, or null
 * @param textEncoder whether the file changes a text encoder too
 * @param advice what is known about this strength
 * @param usable false while it is recalled, revoked or removed, so that nothing can be generated with it
 */
public record FilledLora(
        StackRole role,
        String name,
        @Nullable LoraRef lora,
        @Nullable String address,
        boolean textEncoder,
        Strength strength,
        Advice advice,
        boolean usable) {}
