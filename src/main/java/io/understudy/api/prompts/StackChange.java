package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it is to be.
 *
 * @param note what it is good for, or what changed
 * @param layers its LoRAs
 */
record StackChange(
        @NotNull String name,
        @Nullable String note,
        @NotNull @Size(min = 1, max = StackPlan.MAX_LAYERS) List<@Valid @NotNull Layer> layers) {
    /**
     * One LoRA of the stack.
     *
     * @param strength 0 to 2
     * @param lora as a stack names it: {@code v-} and the id of a version; left out while the place is only planned
     */
    @Schema(name = "StackChangeLayer")
    record Layer(
            @NotNull StackRole role,
            @NotNull Double strength,
            @Nullable String lora) {
        private StackPlan.Layer layer() {
            return new StackPlan.Layer(
                    role, new Strength(strength).checked("layers"), lora == null ? null : reference(lora));
        }

        private static LoraRef reference(String lora) {
            return LoraRef.parse(lora)
                    .orElseThrow(() -> DomainException.RuleViolation.in(
                            "layers", "A LoRA is named as in a stack: v- and the id of a version."));
        }
    }

    StackDraft draft() {
        return new StackDraft(
                name,
                Objects.requireNonNullElse(note, ""),
                new StackPlan(layers.stream().map(Layer::layer).toList()));
    }
}
