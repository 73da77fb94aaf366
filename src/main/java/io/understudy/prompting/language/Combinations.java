package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

public final class Combinations {
    private final TemplateComposition composition;
    private final Filling filling;
    private final Map<String, List<String>> lists;

    /**
     * @param filling the same for all
     * @param lists values by variable; variables that the template does not name and empty lists are left out
     */
    public Combinations(TemplateComposition composition, Filling filling, Map<String, List<String>> lists) {
        this.composition = composition;
        this.filling = filling;
        this.lists = new LinkedHashMap<>();
        composition.variables().forEach(name -> {
            List<String> values = lists.getOrDefault(name, List.of()).stream()
                    .filter(Predicate.not(String::isBlank))
                    .distinct()
                    .toList();
            if (!values.isEmpty()) {
                this.lists.put(name, values);
            }
        });
    }

    /** How many there are, without making them; {@link Long#MAX_VALUE} also means more. */
    public long count() {
        long count = count(composition.text());
        for (List<String> values : lists.values()) {
            count = times(count, values.size());
        }
        return count;
    }

    private long count(PromptTree tree) {
        long count = 1;
        for (PromptNode node : tree.nodes()) {
            count = times(
                    count,
                    switch (node) {
                        case PromptNode.Choice choice -> count(choice);
                        case PromptNode.Slot slot -> count(slot.slot());
                        case PromptNode.Words words -> 1;
                        case PromptNode.Variable variable -> 1;
                        case PromptNode.Snippet snippet -> 1;
                    });
        }
        return count;
    }

    /** Those taken are counted in each order: what comes first weighs more in a prompt. */
    private long count(PromptNode.Choice choice) {
        int most = choice.most();
        // By how many are taken, without regard to their order: the elementary symmetric polynomials.
        long[] sets = new long[most + 1];
        sets[0] = 1;
        for (PromptTree alternative : choice.alternatives()) {
            long ways = count(alternative);
            for (int many = most; many >= 1; many--) {
                sets[many] = plus(sets[many], times(sets[many - 1], ways));
            }
        }
        long count = 0;
        long orders = 1;
        for (int many = 0; many <= most; many++) {
            orders = times(orders, Math.max(1, many));
            if (many >= choice.least()) {
                count = plus(count, times(sets[many], orders));
            }
        }
        return count;
    }

    private long count(PromptSlot slot) {
        return filling.slots().containsKey(slot) ? 1 : count(composition.wordsOf(slot));
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static long plus(long a, long b) {
        return a + b >= 0 ? a + b : Long.MAX_VALUE;
    }

    /** The first ones, the last variable and the last choice changing fastest. */
    public List<Combination> first(int most) {
        List<Combination> made = new ArrayList<>();
        values(new ArrayList<>(lists.keySet()), new LinkedHashMap<>(), made, most);
        return made;
    }

    private void values(List<String> names, Map<String, String> values, List<Combination> made, int most) {
        if (names.isEmpty()) {
            picks(values, made, most);
            return;
        }
        List<String> rest = names.subList(1, names.size());
        for (String value : lists.getOrDefault(names.getFirst(), List.of())) {
            if (made.size() >= most) {
                return;
            }
            values.put(names.getFirst(), value);
            values(rest, values, made, most);
        }
    }

    private void picks(Map<String, String> values, List<Combination> made, int most) {
        Map<String, String> variables = new LinkedHashMap<>(filling.variables());
        variables.putAll(values);
        Filling filled = new Filling(filling.slots(), variables);
        Odometer odometer = new Odometer();
        do {
            RenderedPrompt rendered = composition.render(filled, odometer);
            made.add(new Combination(values, odometer.taken, rendered));
        } while (made.size() < most && odometer.turn());
    }

    /** Takes each way once; the number of wheels differs from way to way, as choices lie inside choices. */
    private static final class Odometer implements ChoicePicker {
        private final List<Integer> wheels = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();
        private int reached;

        @Override
        public List<Integer> pick(PromptNode.Choice choice) {
            int many = choice.least() + wheel(choice.most() - choice.least() + 1);
            List<Integer> left = ChoicePicker.all(choice);
            List<Integer> picked = new ArrayList<>();
            while (picked.size() < many) {
                picked.add(left.remove(wheel(left.size())));
            }
            taken.add(picked.stream()
                    .map(index -> choice.alternatives().get(index).print().strip())
                    .collect(Collectors.joining(choice.count().between())));
            return picked;
        }

        private int wheel(int size) {
            if (reached == wheels.size()) {
                wheels.add(0);
            }
            sizes.add(size);
            return wheels.get(reached++);
        }

        /** Moves on to the next way; false behind the last one. */
        boolean turn() {
            while (!wheels.isEmpty() && wheels.getLast() + 1 >= sizes.get(wheels.size() - 1)) {
                wheels.removeLast();
            }
            sizes.clear();
            taken.clear();
            reached = 0;
            if (wheels.isEmpty()) {
                return false;
            }
            wheels.set(wheels.size() - 1, wheels.getLast() + 1);
            return true;
        }
    }
}
