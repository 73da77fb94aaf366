package io.understudy.prompts.playground;

import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.PromptId;
import io.understudy.storage.BlobHash;
import java.time.Instant;

/**
 * A picture that shows what a template gives, with everything needed to generate it again.
 *
 * @param backend that generated it
 */
public record TemplateExample(
        ExampleId id,
        PromptId template,
        String templateName,
        BlobHash picture,
        String prompt,
        StackPlan plan,
        long seed,
        String backend,
        PictureSettings settings,
        String keptBy,
        Instant keptAt) {}
