package io.understudy.prompting.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two text encoders that FLUX reads a prompt with. Their vocabularies are not shipped: tokens are estimated from the
 * shape of the words. The numbers below are rounded means over half of 1,632 public prompts (PartiPrompts), counted with
 * FLUX.1-dev's own tokenizers; {@link #margin} is what 51 prompts of ours stay within, which were looked at, too.
 */
public enum TextEncoder {
    /** Sees the beginning only: its summary steers the whole picture. Two places go to start and end marks. */
    CLIP_L("CLIP-L", 77, 2, 4, 0.05) {
        private static final double[] BY_LETTERS = {1, 1, 1, 1, 1, 1.06, 1.06, 1.15, 1.25, 1.35, 1.7, 1.8};

        @Override
        double ofWord(String word, boolean begins) {
            return isUnspeakable(word) ? word.length() / 2.2 : byLetters(word, BY_LETTERS, 0.5);
        }

        /** Each digit on its own. */
        @Override
        double ofDigits(String digits) {
            return digits.length();
        }

        /** Adjacent marks are mostly one token; so is the end of {@code she's}. */
        @Override
        double ofMarks(String marks, boolean begins) {
            return 1;
        }
    },
    /** Reads the details. One place goes to the end mark. */
    T5_XXL("T5", 512, 1, 10, 0.1) {
        private static final double[] BY_LETTERS = {1, 1, 1.1, 1.13, 1.26, 1.36, 1.42, 1.45, 1.8, 1.8, 2.2, 2.3};

        @Override
        double ofWord(String word, boolean begins) {
            if (begins && word.equalsIgnoreCase("a")) {
                return 2;
            }
            return isUnspeakable(word) ? word.length() / 1.4 : byLetters(word, BY_LETTERS, 0.35);
        }

        @Override
        double ofDigits(String digits) {
            return (digits.length() + 1) / 2;
        }

        /** Each on its own, and one for the space before those that stand alone. */
        @Override
        double ofMarks(String marks, boolean begins) {
            boolean alone = begins && marks.charAt(0) != '(' && marks.charAt(0) != '"';
            return marks.length() + (alone ? 1 : 0);
        }
    };

    private static final Pattern PART =
            Pattern.compile("'(?:s|t|re|ve|m|ll|d)\\b|\\p{L}+|\\p{N}+|[^\\s\\p{L}\\p{N}]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_VOWEL = Pattern.compile("[^aeiouyAEIOUY]{3,}");
    /** Letters beyond extended Latin are rare in both vocabularies. */
    private static final int LAST_LATIN = 0x24F;

    private final String label;
    private final int limit;
    private final int marks;
    private final int leastMargin;
    private final double shareOfMargin;

    TextEncoder(String label, int limit, int marks, int leastMargin, double shareOfMargin) {
        this.label = label;
        this.limit = limit;
        this.marks = marks;
        this.leastMargin = leastMargin;
        this.shareOfMargin = shareOfMargin;
    }

    /** Tokens that it takes, marks included; what comes after is cut off. */
    public int limit() {
        return limit;
    }

    public int estimate(String prompt) {
        double tokens = marks;
        Matcher parts = PART.matcher(prompt);
        while (parts.find()) {
            String part = parts.group();
            boolean begins = parts.start() == 0 || Character.isWhitespace(prompt.charAt(parts.start() - 1));
            int first = part.codePointAt(0);
            if (Character.isLetter(first)) {
                tokens += first > LAST_LATIN ? 2 * part.codePointCount(0, part.length()) : ofWord(part, begins);
            } else {
                tokens += Character.isDigit(first) ? ofDigits(part) : ofMarks(part, begins);
            }
        }
        return (int) Math.round(tokens);
    }

    public int margin(int estimate) {
        return Math.max(leastMargin, (int) Math.ceil(estimate * shareOfMargin));
    }

    /** {@code about 31 of 77 tokens for CLIP-L (± 4)}. */
    public String inWords(String prompt) {
        int tokens = estimate(prompt);
        return "about " + tokens + " of " + limit + " tokens for " + label + " (± " + margin(tokens) + ")";
    }

    /** @param begins whether it is at the beginning or behind a space */
    abstract double ofWord(String word, boolean begins);

    abstract double ofDigits(String digits);

    abstract double ofMarks(String marks, boolean begins);

    /** Whether nobody could say it, such as {@code zkvq}: no vocabulary has it as a word. */
    private static boolean isUnspeakable(String word) {
        return NO_VOWEL.matcher(word).matches();
    }

    /** @param perLetter tokens for each letter beyond the table */
    private static double byLetters(String word, double[] table, double perLetter) {
        int letters = word.codePointCount(0, word.length());
        return table[Math.min(letters, table.length) - 1] + Math.max(0, letters - table.length) * perLetter;
    }
}
