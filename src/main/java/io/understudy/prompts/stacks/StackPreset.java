package io.understudy.prompts.stacks;

import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackPlan.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public enum StackPreset {
    CHARACTER_ALONE("Character alone", StackRole.CHARACTER),
    CHARACTER_AND_STYLE("Character and style", StackRole.CHARACTER, StackRole.STYLE),
    ALL_THREE("Character, style and pose", StackRole.CHARACTER, StackRole.STYLE, StackRole.POSE);

    private final String label;
    private final List<StackRole> roles;

    StackPreset(String label, StackRole... roles) {
        this.label = label;
        this.roles = List.copyOf(Arrays.asList(roles));
    }

    public String label() {
        return label;
    }

    public StackPlan plan() {
        return new StackPlan(roles.stream()
                .map(role -> new Layer(role, role.usualStrength()))
                .toList());
    }

    public StackPlan applyTo(StackPlan before) {
        return new StackPlan(roles.stream()
                .map(role -> new Layer(role, role.usualStrength(), firstOf(role, before)))
                .toList());
    }

    private static @Nullable LoraRef firstOf(StackRole role, StackPlan plan) {
        Stream<LoraRef> chosen = plan.layers().stream()
                .filter(layer -> layer.role() == role)
                .map(Layer::lora)
                .filter(Objects::nonNull);
        return chosen.findFirst().orElse(null);
    }
}
