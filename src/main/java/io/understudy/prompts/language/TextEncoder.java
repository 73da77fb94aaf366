package io.understudy.prompts.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two text encoders that FLUX reads a prompt with. Their vocabularies are not shipped, so tokens are estimated from
 * the shape of the words.
 */
public enum TextEncoder {
    /** Sees the beginning only: its summary steers the whole picture. Two places go to start and end marks. */
    CLIP_L("CLIP-L", 77, 2) {
        @Override
        int tokens(String word) {
            return ofWord(word, 9, 4.0, 2.2);
        }
    },
    /** Reads the details. One place goes to the end mark. */
    T5_XXL("T5", 512, 1) {
        @Override
        int tokens(String word) {
            return ofWord(word, 7, 3.6, 1.9);
        }
    };

    private static final Pattern PART = Pattern.compile("\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]");
    private static final Pattern NO_VOWEL_RUN = Pattern.compile("[^aeiouyAEIOUY]{4,}|^[^aeiouyAEIOUY]+$");

    private final String label;
    private final int limit;
    private final int marks;

    TextEncoder(String label, int limit, int marks) {
        this.label = label;
        this.limit = limit;
        this.marks = marks;
    }

    public String label() {
        return label;
    }

    /** Tokens that it takes, marks included; what comes after is cut off. */
    public int limit() {
        return limit;
    }

    /** About how many tokens a finished prompt has, marks included. */
    public int estimate(String prompt) {
        int tokens = marks;
        Matcher parts = PART.matcher(prompt);
        while (parts.find()) {
            tokens += tokens(parts.group());
        }
        return tokens;
    }

    /** {@code about 31 of 77 tokens for CLIP-L}. */
    public String inWords(String prompt) {
        return "about " + estimate(prompt) + " of " + limit + " tokens for " + label;
    }

    abstract int tokens(String word);

    /**
     * @param whole letters up to which a word is taken to be in the vocabulary
     * @param part letters of a token behind that
     * @param odd letters of a token in a word nobody says, such as {@code ohwx}
     */
    private static int ofWord(String word, int whole, double part, double odd) {
        int letters = word.codePointCount(0, word.length());
        if (letters > 2 && NO_VOWEL_RUN.matcher(word).find()) {
            return (int) Math.ceil(letters / odd);
        }
        if (word.codePointAt(0) > 0x24F && Character.isLetter(word.codePointAt(0))) {
            return letters * 2;
        }
        return letters <= whole ? 1 : 1 + (int) Math.ceil((letters - whole) / part);
    }
}
