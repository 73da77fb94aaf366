package io.understudy.prompts.stacks;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackBudget;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackPlan.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What to lower so that a plan comes down to a total: first what matters least, and a character never below 0.8, where the
 * guide's standard use begins.
 */
public final class StrengthReduction {
    private static final List<StackRole> FIRST_TO_LAST =
            List.of(StackRole.OTHER, StackRole.POSE, StackRole.STYLE, StackRole.CHARACTER);
    private static final Strength LEAST = new Strength(0.2);
    private static final Strength LEAST_CHARACTER = new Strength(0.8);
    private static final double ROUNDING = 1e-9;

    private final StackPlan before;
    private final StackPlan after;

    private StrengthReduction(StackPlan before, StackPlan after) {
        this.before = before;
        this.after = after;
    }

    public static StrengthReduction to(Strength total, StackPlan plan) {
        StackPlan lowered = plan;
        for (StackRole role : FIRST_TO_LAST) {
            for (int place = 0; place < lowered.layers().size(); place++) {
                double over = lowered.total().value() - total.value();
                Layer layer = lowered.layers().get(place);
                Strength least = role == StackRole.CHARACTER ? LEAST_CHARACTER : LEAST;
                if (over > ROUNDING && layer.role() == role && layer.strength().compareTo(least) > 0) {
                    lowered = lowered.with(
                            place, layer.at(Collections.max(List.of(least, stepBelow(layer.strength(), over)))));
                }
            }
        }
        return new StrengthReduction(plan, lowered);
    }

    /** What the guide's budget asks for: down to 1.8 from above, to 1.5 from between; empty when all is well. */
    public static List<StrengthReduction> advised(StackPlan plan) {
        List<StrengthReduction> advised = new ArrayList<>();
        for (Strength total : List.of(StackBudget.LIMIT, StackBudget.COMFORTABLE)) {
            StrengthReduction lowering = to(total, plan);
            if (plan.total().isAbove(total) && !lowering.after.equals(plan)) {
                advised.add(lowering);
            }
        }
        return advised;
    }

    private static Strength stepBelow(Strength strength, double by) {
        return new Strength(Math.floor((strength.value() - by) / Strength.STEP + ROUNDING) * Strength.STEP).rounded();
    }

    public StackPlan after() {
        return after;
    }

    /** {@code Lower the pose from 0.3 to 0.2 and style 2 from 0.5 to 0.4: total 1.50}. */
    public String words() {
        List<String> changes = new ArrayList<>();
        for (int place = 0; place < before.layers().size(); place++) {
            Layer old = before.layers().get(place);
            Layer now = after.layers().get(place);
            if (!old.strength().equals(now.strength())) {
                changes.add("%s from %s to %s"
                        .formatted(
                                name(place),
                                old.strength().plain(),
                                now.strength().plain()));
            }
        }
        return "Lower " + changes.stream().collect(Collectors.joining(" and ")) + ": total "
                + String.format(Locale.ROOT, "%.2f", after.total().value());
    }

    /** Where several have one role, they are counted. */
    private String name(int place) {
        List<StackRole> roles = before.layers().stream().map(Layer::role).toList();
        StackRole role = roles.get(place);
        String word = role == StackRole.OTHER ? "other LoRA" : role.label().toLowerCase(Locale.ROOT);
        return Collections.frequency(roles, role) == 1
                ? "the " + word
                : word + " " + Collections.frequency(roles.subList(0, place + 1), role);
    }
}
