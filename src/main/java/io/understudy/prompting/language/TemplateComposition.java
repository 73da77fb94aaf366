package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return nodes().anyMatch(PromptNode.Choice.class::isInstance);
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

    private final class Rendering {
        private final Filling filling;
        private final ChoicePicker picker;
        private final List<RenderedPiece> pieces = new ArrayList<>();

        Rendering(Filling filling, ChoicePicker picker) {
            this.filling = filling;
            this.picker = picker;
        }

        List<RenderedPiece> pieces() {
            text.nodes().forEach(node -> render(node, null));
            return pieces;
        }

        private void render(PromptNode node, @Nullable PromptSlot inside) {
            switch (node) {
                case PromptNode.Words fixed -> pieces.add(new RenderedPiece(fixed.text(), inside, null, false));
                case PromptNode.Slot slot -> slot(slot.slot());
                case PromptNode.Variable variable -> {
                    String given = filling.variables().getOrDefault(variable.name(), "");
                    String value = given.isBlank() ? usual.getOrDefault(variable.name(), "") : given;
                    boolean open = value.isBlank();
                    pieces.add(new RenderedPiece(
                            open ? "{" + variable.name() + "}" : value, inside, variable.name(), open));
                }
                case PromptNode.Snippet missing ->
                    pieces.add(new RenderedPiece("{@" + missing.name() + "}", inside, null, true));
                case PromptNode.Choice choice ->
                    choice.alternatives().get(picker.pick(choice)).nodes().forEach(chosen -> render(chosen, inside));
            }
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
