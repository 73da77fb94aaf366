package io.understudy.api.generations;

import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that are to be generated. What is left out is as the backend proposes it.
 *
 * @param stack a saved stack whose LoRAs are used
 * @param loras those that are used without a saved stack
 * @param seeds a picture for each of them; 1 where they are left out or empty
 */
record NewGeneration(
        @NotNull String backend,
        @NotNull String prompt,
        @Nullable UUID stack,
        @Size(max = StackPlan.MAX_LAYERS) @Nullable List<@Valid @NotNull Lora> loras,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer steps,
        @Nullable Double guidance,
        @Nullable List<@NotNull Long> seeds) {
    private static final long USUAL_SEED = 1;

    /**
     * A LoRA.
     *
     * @param lora as a stack names it: {@code v-} and the id of a version
     * @param strength 0 to 2
     */
    record Lora(@NotNull String lora, @NotNull Double strength) {
        private StackPlan.Layer layer() {
            LoraRef ref = LoraRef.parse(lora)
                    .orElseThrow(() -> DomainException.RuleViolation.in(
                            "loras", "A LoRA is named as in a stack: v- and the id of a version."));
            return new StackPlan.Layer(
                    ref instanceof LoraRef.Version ? StackRole.CHARACTER : StackRole.OTHER,
                    new Strength(strength).checked("loras"),
                    ref);
        }
    }

    PictureSettings settings(PictureSettings proposed) {
        return new PictureSettings(
                Objects.requireNonNullElse(width, proposed.width()),
                Objects.requireNonNullElse(height, proposed.height()),
                Objects.requireNonNullElse(steps, proposed.steps()),
                Objects.requireNonNullElse(guidance, proposed.guidance()));
    }

    List<Long> chosenSeeds() {
        return seeds == null || seeds.isEmpty() ? List.of(USUAL_SEED) : seeds;
    }

    /** The LoRAs that are named one by one. */
    StackPlan plan() {
        List<Lora> named = Objects.requireNonNullElse(loras, List.of());
        if (stack != null && !named.isEmpty()) {
            throw DomainException.RuleViolation.in("loras", "Name a saved stack or its LoRAs, not both.");
        }
        return new StackPlan(named.stream().map(Lora::layer).toList());
    }
}
