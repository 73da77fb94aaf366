package io.understudy.prompts.templates;

import io.understudy.guide.Advice;
import io.understudy.guide.StackRole;
import io.understudy.versions.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA that goes with a filled prompt.
 *
 * @param name of its file, without the ending
 * @param version when it is one of the team's, else null
 * @param advice what is known about this strength
 */
public record FilledLora(
        StackRole role, String name, @Nullable VersionId version, double strength, Advice advice) {}
