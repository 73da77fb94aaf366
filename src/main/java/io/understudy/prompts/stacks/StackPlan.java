package io.understudy.prompts.stacks;

import io.understudy.guide.Advice;
import io.understudy.guide.StackBudget;
import io.understudy.guide.StackRole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** LoRAs that are used together, each with its strength; has a text form for the URL. */
public record StackPlan(List<Layer> layers) {
    /** More LoRAs than this nobody stacks; it bounds what a URL may ask for. */
    public static final int MAX_LAYERS = 8;

    public static final double MAX_STRENGTH = 2;

    /**
     * One LoRA of the stack.
     *
     * @param strength 0 to {@value #MAX_STRENGTH}
     */
    public record Layer(StackRole role, double strength) {
        /** A strength beyond the ends counts as the end. */
        public Layer {
            strength = Double.isNaN(strength) ? 0 : Math.clamp(strength, 0, MAX_STRENGTH);
        }
    }

    public StackPlan {
        layers = List.copyOf(layers.subList(0, Math.min(layers.size(), MAX_LAYERS)));
    }

    /** The guide's own example: character 0.9, style 0.5, pose 0.3. */
    public static StackPlan ofTheGuide() {
        return new StackPlan(List.of(
                new Layer(StackRole.CHARACTER, StackRole.CHARACTER.usualStrength()),
                new Layer(StackRole.STYLE, StackRole.STYLE.usualStrength()),
                new Layer(StackRole.POSE, StackRole.POSE.usualStrength())));
    }

    /** The combined strength. */
    public double total() {
        return StackBudget.total(layers.stream().map(Layer::strength).toList());
    }

    /** What the guide says about the combined strength. */
    public Advice advice() {
        return StackBudget.judge(total());
    }

    /** {@code character:0.9,style:0.5}, for the URL. */
    public String asText() {
        return layers.stream()
                .map(layer -> layer.role().name().toLowerCase(Locale.ROOT) + ":"
                        + BigDecimal.valueOf(layer.strength())
                                .stripTrailingZeros()
                                .toPlainString())
                .collect(Collectors.joining(","));
    }

    /** The plan that a text spells; pieces that spell no layer are left out. */
    public static StackPlan parse(String text) {
        List<Layer> layers = new ArrayList<>();
        for (String piece : text.split(",", MAX_LAYERS + 1)) {
            layer(piece).ifPresent(layers::add);
        }
        return new StackPlan(layers);
    }

    private static Optional<Layer> layer(String piece) {
        String[] halves = piece.split(":", 2);
        if (halves.length < 2 || !halves[1].matches("[0-9]{1,2}(\\.[0-9]{1,3})?")) {
            return Optional.empty();
        }
        return Arrays.stream(StackRole.values())
                .filter(role -> role.name().equalsIgnoreCase(halves[0]))
                .findFirst()
                .map(role -> new Layer(role, Double.parseDouble(halves[1])));
    }
}
