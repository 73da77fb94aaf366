package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class Composition {
    private final PromptTree text;
    private final Map<PromptSlot, PromptTree> words;
    private final Map<String, String> usual;

    Composition(PromptTree text, Map<PromptSlot, PromptTree> words, Map<String, String> usual) {
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

    private static Node withoutSlots(Node node) {
        return switch (node) {
            case Node.Slot slot -> new Node.Words(slot.slot().token(), slot.at());
            case Node.Choice choice -> choice.with(alternative -> withoutSlots(alternative));
            case Node.Words fixed -> fixed;
            case Node.Variable variable -> variable;
            case Node.Snippet snippet -> snippet;
        };
    }

    /** The slots that it names, in the guide's order. */
    public Set<PromptSlot> slots() {
        Set<PromptSlot> slots = EnumSet.noneOf(PromptSlot.class);
        text.all().forEach(node -> {
            if (node instanceof Node.Slot slot) {
                slots.add(slot.slot());
            }
        });
        return slots;
    }

    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        nodes().forEach(node -> {
            if (node instanceof Node.Variable variable) {
                names.add(variable.name());
            }
        });
        return names;
    }

    public boolean hasChoices() {
        return nodes().anyMatch(Node.Choice.class::isInstance);
    }

    private Stream<Node> nodes() {
        return text.all()
                .flatMap(node -> node instanceof Node.Slot slot
                        ? Stream.concat(Stream.of(node), wordsOf(slot.slot()).all())
                        : Stream.of(node));
    }

    PromptTree text() {
        return text;
    }

    PromptTree wordsOf(PromptSlot slot) {
        return words.getOrDefault(slot, PromptTree.EMPTY);
    }

    public Rendered render(Filling filling, long seed) {
        return render(filling, Picker.seeded(seed));
    }

    public Rendered render(Filling filling, Picker picker) {
        List<Piece> pieces = new Rendering(filling, picker).pieces();
        List<Piece> closed = pieces.stream().filter(piece -> !piece.open()).toList();
        return new Rendered(PromptLine.text(PromptLine.tidy(closed)), PromptLine.tidy(pieces));
    }

    private final class Rendering {
        private final Filling filling;
        private final Picker picker;
        private final List<Piece> pieces = new ArrayList<>();

        Rendering(Filling filling, Picker picker) {
            this.filling = filling;
            this.picker = picker;
        }

        List<Piece> pieces() {
            text.nodes().forEach(node -> render(node, null));
            return pieces;
        }

        private void render(Node node, @Nullable PromptSlot inside) {
            switch (node) {
                case Node.Words fixed -> pieces.add(new Piece(fixed.text(), inside, null, false));
                case Node.Slot slot -> slot(slot.slot());
                case Node.Variable variable -> {
                    String given = filling.variables().getOrDefault(variable.name(), "");
                    String value = given.isBlank() ? usual.getOrDefault(variable.name(), "") : given;
                    boolean open = value.isBlank();
                    pieces.add(new Piece(open ? "{" + variable.name() + "}" : value, inside, variable.name(), open));
                }
                case Node.Snippet missing -> pieces.add(new Piece("{@" + missing.name() + "}", inside, null, true));
                case Node.Choice choice ->
                    choice.alternatives().get(picker.pick(choice)).nodes().forEach(chosen -> render(chosen, inside));
            }
        }

        private void slot(PromptSlot slot) {
            String given = filling.slots().get(slot);
            if (given != null) {
                pieces.add(new Piece(given, slot, null, false));
            } else if (wordsOf(slot).isEmpty()) {
                pieces.add(new Piece(slot.token(), slot, null, true));
            } else {
                wordsOf(slot).nodes().forEach(node -> render(node, slot));
            }
        }
    }
}
