package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
                        case PromptNode.Choice choice ->
                            choice.alternatives().stream()
                                    .mapToLong(this::count)
                                    .reduce(0, Combinations::plus);
                        case PromptNode.Slot slot -> count(slot.slot());
                        case PromptNode.Words words -> 1;
                        case PromptNode.Variable variable -> 1;
                        case PromptNode.Snippet snippet -> 1;
                    });
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
        public int pick(PromptNode.Choice choice) {
            List<PromptTree> alternatives = choice.alternatives();
            if (reached == wheels.size()) {
                wheels.add(0);
            }
            sizes.add(alternatives.size());
            int index = wheels.get(reached++);
            taken.add(alternatives.get(index).print().strip());
            return index;
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
