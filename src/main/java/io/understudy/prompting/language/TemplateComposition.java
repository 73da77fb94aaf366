package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class TemplateComposition {
    private final PromptTree text;
    private final Map<PromptSlot, PromptTree> words;
    private final Map<String, String> usual;

    TemplateComposition(PromptTree text, Map<PromptSlot, PromptTree> words, Map<String, String> usual) {
        this.text = text;
        Map<PromptSlot, PromptTree> plain = new EnumMap<>(PromptSlot.class);
        words.forEach((slot, tree) -> plain.put(slot, withoutSlots(tree)));
        this.words = plain;
        this.usual = Map.copyOf(usual);
    }

    /** A slot in the words of a slot is an error, and could contain itself without end: it means its own name here. */
    private static PromptTree withoutSlots(PromptTree tree) {
        return new PromptTree(
                tree.nodes().stream().map(node -> withoutSlots(node)).toList());
    }

    private static PromptNode withoutSlots(PromptNode node) {
        return switch (node) {
            case PromptNode.Slot slot -> new PromptNode.Words(slot.slot().token(), slot.at());
            case PromptNode.Choice choice -> choice.with(alternative -> withoutSlots(alternative));
            case PromptNode.Words fixed -> fixed;
            case PromptNode.Variable variable -> variable;
            case PromptNode.Snippet snippet -> snippet;
        };
    }

    /** The slots that it names, in the guide's order. */
    public Set<PromptSlot> slots() {
        Set<PromptSlot> slots = EnumSet.noneOf(PromptSlot.class);
        text.all().forEach(node -> {
            if (node instanceof PromptNode.Slot slot) {
                slots.add(slot.slot());
            }
        });
        return slots;
    }

    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        nodes().forEach(node -> {
            if (node instanceof PromptNode.Variable variable) {
                names.add(variable.name());
            }
        });
        return names;
    }

    public boolean hasChoices() {
        return choices().findAny().isPresent();
    }

    Stream<PromptNode.Choice> choices() {
        return nodes().filter(PromptNode.Choice.class::isInstance).map(PromptNode.Choice.class::cast);
    }

    private Stream<PromptNode> nodes() {
        return text.all()
                .flatMap(node -> node instanceof PromptNode.Slot slot
                        ? Stream.concat(Stream.of(node), wordsOf(slot.slot()).all())
                        : Stream.of(node));
    }

    PromptTree text() {
        return text;
    }

    PromptTree wordsOf(PromptSlot slot) {
        return words.getOrDefault(slot, PromptTree.EMPTY);
    }

    public RenderedPrompt render(Filling filling, long seed) {
        return render(filling, ChoicePicker.seeded(seed));
    }

    public RenderedPrompt render(Filling filling, ChoicePicker picker) {
        List<RenderedPiece> pieces = new Rendering(filling, picker).pieces();
        List<RenderedPiece> closed =
                pieces.stream().filter(piece -> !piece.open()).toList();
        return new RenderedPrompt(PromptLineJoiner.text(PromptLineJoiner.tidy(closed)), PromptLineJoiner.tidy(pieces));
    }

    /**
     * The prompt with its choices left open; what has no words is left out.
     *
     * @param words spells words so that the reader of the choices takes them for themselves
     */
    public String withChoices(Filling filling, UnaryOperator<String> words) {
        List<RenderedPiece> closed = new Rendering(filling, words)
                .pieces().stream().filter(piece -> !piece.open()).toList();
        return PromptLineJoiner.text(PromptLineJoiner.tidy(closed));
    }

    private final class Rendering {
        private final Filling filling;
        private final @Nullable ChoicePicker picker;
        private final UnaryOperator<String> spelling;
        private final List<RenderedPiece> pieces = new ArrayList<>();

        Rendering(Filling filling, ChoicePicker picker) {
            this.filling = filling;
            this.picker = picker;
            this.spelling = UnaryOperator.identity();
        }

        /** Leaves the choices open. */
        Rendering(Filling filling, UnaryOperator<String> spelling) {
            this.filling = filling;
            this.picker = null;
            this.spelling = spelling;
        }

        List<RenderedPiece> pieces() {
            text.nodes().forEach(node -> render(node, null));
            return pieces;
        }

        private void render(PromptNode node, @Nullable PromptSlot inside) {
            switch (node) {
                case PromptNode.Words fixed ->
                    pieces.add(new RenderedPiece(spelling.apply(fixed.text()), inside, null, false));
                case PromptNode.Slot slot -> slot(slot.slot());
                case PromptNode.Variable variable -> {
                    String given = filling.variables().getOrDefault(variable.name(), "");
                    String value = given.isBlank() ? usual.getOrDefault(variable.name(), "") : given;
                    boolean open = value.isBlank();
                    pieces.add(new RenderedPiece(
                            open ? "{" + variable.name() + "}" : spelling.apply(value), inside, variable.name(), open));
                }
                case PromptNode.Snippet missing ->
                    pieces.add(new RenderedPiece("{@" + missing.name() + "}", inside, null, true));
                case PromptNode.Choice choice -> choice(choice, inside);
            }
        }

        private void choice(PromptNode.Choice choice, @Nullable PromptSlot inside) {
            if (picker == null) {
                pieces.add(new RenderedPiece(
                        PromptTree.print(
                                choice,
                                choice.alternatives().stream()
                                        .map(alternative -> open(alternative, inside))
                                        .toList()),
                        inside,
                        null,
                        false));
                return;
            }
            boolean first = true;
            for (int index : picker.pick(choice)) {
                PromptTree taken = choice.alternatives().get(index);
                if (!first && !taken.isEmpty()) {
                    pieces.add(new RenderedPiece(choice.count().between(), inside, null, false));
                }
                taken.nodes().forEach(chosen -> render(chosen, inside));
                first &= taken.isEmpty();
            }
        }

        private String open(PromptTree alternative, @Nullable PromptSlot inside) {
            Rendering rendering = new Rendering(filling, spelling);
            alternative.nodes().forEach(node -> rendering.render(node, inside));
            return PromptLineJoiner.text(
                    rendering.pieces.stream().filter(piece -> !piece.open()).toList());
        }

        private void slot(PromptSlot slot) {
            String given = filling.slots().get(slot);
            if (given != null) {
                pieces.add(new RenderedPiece(given, slot, null, false));
            } else if (wordsOf(slot).isEmpty()) {
                pieces.add(new RenderedPiece(slot.token(), slot, null, true));
            } else {
                wordsOf(slot).nodes().forEach(node -> render(node, slot));
            }
        }
    }
}
