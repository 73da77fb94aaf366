package io.understudy.prompts;

import io.understudy.guide.PromptSlot;
import io.understudy.shared.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a template, checked at birth: it begins with {@code [trigger]}, knows every slot it names, and names each
 * once. Filling is plain substitution in one pass: brackets in the words that go in stay brackets.
 */
public final class PromptText {
    public static final int MAX_LENGTH = 2000;

    private static final Pattern SLOT = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final String text;
    private final List<PromptPart> parts;

    /**
     * Checks a template.
     *
     * @throws Refusal.RuleBroken in {@code text}, saying what is wrong and what to do
     */
    public PromptText(String text) {
        this.text = SPACES.matcher(text).replaceAll(" ").strip();
        if (this.text.isEmpty()) {
            throw broken("A template needs text. The guide's structure is: " + PromptSlot.STRUCTURE);
        }
        if (this.text.length() > MAX_LENGTH) {
            throw broken("A template has at most " + MAX_LENGTH + " characters, this one " + this.text.length() + ".");
        }
        this.parts = parse(this.text);
        if (!(parts.getFirst() instanceof PromptPart.Open(PromptSlot first)) || first != PromptSlot.TRIGGER) {
            throw broken("A template begins with [trigger]: a LoRA does not activate unless the trigger word stands at"
                    + " the start of the prompt.");
        }
    }

    /** What is wrong with a text, or empty when it is a template. */
    public static Optional<String> problemWith(String text) {
        try {
            new PromptText(text);
            return Optional.empty();
        } catch (Refusal.RuleBroken broken) {
            return Optional.of(broken.words());
        }
    }

    private static List<PromptPart> parse(String text) {
        List<PromptPart> parts = new ArrayList<>();
        Set<PromptSlot> seen = EnumSet.noneOf(PromptSlot.class);
        Matcher matcher = SLOT.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addWords(parts, text.substring(end, matcher.start()));
            PromptSlot slot = PromptSlot.named(matcher.group(1)).orElseThrow(() -> unknown(matcher.group(1)));
            if (!seen.add(slot)) {
                throw broken(slot.token() + " occurs twice. Name each slot once.");
            }
            parts.add(new PromptPart.Open(slot));
            end = matcher.end();
        }
        addWords(parts, text.substring(end));
        return List.copyOf(parts);
    }

    private static void addWords(List<PromptPart> parts, String words) {
        if (words.indexOf('[') >= 0 || words.indexOf(']') >= 0) {
            throw broken("A bracket is left open: slots are written " + PromptSlot.SCENE.token()
                    + ", and other brackets cannot stand in a template.");
        }
        if (!words.isEmpty()) {
            parts.add(new PromptPart.Words(words));
        }
    }

    private static Refusal.RuleBroken unknown(String name) {
        return broken("There is no slot [" + name + "]. The slots are "
                + Arrays.stream(PromptSlot.values()).map(PromptSlot::token).collect(Collectors.joining(", ")) + ".");
    }

    private static Refusal.RuleBroken broken(String words) {
        return Refusal.RuleBroken.in("text", words);
    }

    /** As it is stored. */
    public String value() {
        return text;
    }

    /** The slots that this template names, in the guide's order. */
    public Set<PromptSlot> slots() {
        Set<PromptSlot> slots = EnumSet.noneOf(PromptSlot.class);
        parts.forEach(part -> {
            if (part instanceof PromptPart.Open(PromptSlot slot)) {
                slots.add(slot);
            }
        });
        return slots;
    }

    /** The template with words in those slots that have some; the others stay open. */
    public List<PromptPart> preview(Map<PromptSlot, String> words) {
        return parts.stream()
                .map(part -> part instanceof PromptPart.Open(PromptSlot slot) && hasWords(words, slot)
                        ? new PromptPart.Filled(slot, words(words, slot))
                        : part)
                .toList();
    }

    /**
     * The finished prompt. Slots without words vanish together with the comma or space that they leave behind.
     *
     * @return on one line, parts separated by a comma and a space
     */
    public String fill(Map<PromptSlot, String> words) {
        StringBuilder filled = new StringBuilder();
        for (PromptPart part : parts) {
            switch (part) {
                case PromptPart.Words(String fixed) -> filled.append(fixed);
                case PromptPart.Open(PromptSlot slot) -> filled.append(words(words, slot));
                case PromptPart.Filled(PromptSlot slot, String inserted) -> filled.append(inserted);
            }
        }
        return Arrays.stream(SPACES.matcher(filled).replaceAll(" ").split(","))
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static boolean hasWords(Map<PromptSlot, String> words, PromptSlot slot) {
        return !words(words, slot).isEmpty();
    }

    private static String words(Map<PromptSlot, String> words, PromptSlot slot) {
        return words.getOrDefault(slot, "").strip();
    }
}
