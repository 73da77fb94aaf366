package io.understudy.prompts.stacks;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackBudget;
import io.understudy.prompting.guide.StackRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public record StackPlan(List<Layer> layers) {
    /** More LoRAs than this nobody stacks; it bounds what a URL may ask for. */
    public static final int MAX_LAYERS = 8;

    /**
     * One LoRA of the stack.
     *
     * @param lora which one, or null while the place is only planned
     */
    public record Layer(
            StackRole role, Strength strength, @Nullable LoraRef lora) {
        /** A strength beyond the ends counts as the end. */
        public Layer {
            strength = strength.clamped();
        }

        public Layer(StackRole role, Strength strength) {
            this(role, strength, null);
        }

        public Layer at(Strength other) {
            return new Layer(role, other, lora);
        }

        public Layer with(@Nullable LoraRef other) {
            return new Layer(role, strength, other);
        }
    }

    public StackPlan {
        layers = List.copyOf(layers.subList(0, Math.min(layers.size(), MAX_LAYERS)));
    }

    /** The guide's own example: character 0.9, style 0.5, pose 0.3. */
    public static StackPlan ofTheGuide() {
        return StackPreset.ALL_THREE.plan();
    }

    public List<LoraRef> loras() {
        return layers.stream().map(Layer::lora).filter(Objects::nonNull).toList();
    }

    public StackPlan with(int place, Layer layer) {
        List<Layer> changed = new ArrayList<>(layers);
        changed.set(place, layer);
        return new StackPlan(changed);
    }

    public Strength total() {
        return Strength.sum(layers.stream().map(Layer::strength).toList());
    }

    public Advice advice() {
        return StackBudget.judge(total());
    }

    /** {@code character:0.9:v-…,style:0.5}, for addresses. */
    public String asText() {
        return layers.stream()
                .map(layer -> layer.role().name().toLowerCase(Locale.ROOT) + ":"
                        + layer.strength().plain()
                        + (layer.lora() == null ? "" : ":" + layer.lora().asText()))
                .collect(Collectors.joining(","));
    }

    /** The plan that a text spells; pieces that spell no layer are left out. */
    public static StackPlan of(String text) {
        List<Layer> layers = new ArrayList<>();
        for (String piece : text.split(",", MAX_LAYERS + 1)) {
            layer(piece).ifPresent(layers::add);
        }
        return new StackPlan(layers);
    }

    private static Optional<Layer> layer(String piece) {
        String[] parts = piece.split(":", 3);
        if (parts.length < 2 || !parts[1].matches("[0-9]{1,2}(\\.[0-9]{1,3})?")) {
            return Optional.empty();
        }
        @Nullable
        LoraRef lora = parts.length < 3 ? null : LoraRef.parse(parts[2]).orElse(null);
        return Arrays.stream(StackRole.values())
                .filter(role -> role.name().equalsIgnoreCase(parts[0]))
                .findFirst()
                .map(role -> new Layer(role, Strength.parse(parts[1]), lora));
    }
}
