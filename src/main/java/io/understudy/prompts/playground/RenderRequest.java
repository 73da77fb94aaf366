package io.understudy.prompts.playground;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.PromptId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants generated: one prompt with its stack, or two to be compared; checked on creation.
 *
 * @param id of the take to be; the same id is never generated twice
 * @param backend its id
 * @param seeds every side is generated with each of them
 * @param sides one or two
 */
public record RenderRequest(RenderId id, String backend, PictureSettings settings, List<Long> seeds, List<Side> sides) {
    public static final int MAX_PROMPT = 2000;
    public static final int MAX_SEEDS = 8;

    /**
     * A prompt with its stack.
     *
     * @param stack the saved stack that the plan came from, or null
     * @param template the template that the prompt came from, or null
     */
    public record Side(
            String prompt,
            StackPlan plan,
            @Nullable StackId stack,
            @Nullable PromptId template) {
        public Side {
            prompt = prompt.strip().replaceAll("\\s+", " ");
            require(!prompt.isEmpty(), "prompt", "Write a prompt: it says what the picture shows.");
            require(prompt.length() <= MAX_PROMPT, "prompt", "A prompt has at most " + MAX_PROMPT + " characters.");
        }
    }

    public RenderRequest {
        seeds = List.copyOf(seeds);
        sides = List.copyOf(sides);
        require(!seeds.isEmpty() && seeds.size() <= MAX_SEEDS, "seeds", "Give 1 to " + MAX_SEEDS + " seeds.");
        if (seeds.stream().anyMatch(seed -> seed < 0)
                || seeds.stream().distinct().count() < seeds.size()) {
            throw DomainException.RuleViolation.in("seeds", "Seeds are whole numbers from 0, each once.");
        }
        if (sides.isEmpty() || sides.size() > 2) {
            throw new IllegalArgumentException("A take has one or two sides, not " + sides.size());
        }
    }
}
