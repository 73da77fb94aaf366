package io.understudy.prompting.formats;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brackets that weigh words, which FLUX's text encoders do not know: words that go to a tool keep their brackets by a
 * backslash, words that come from one lose its emphasis.
 */
public enum Emphasis {
    /** A1111, Forge and their styles: round and square brackets; a backslash is written twice. */
    A1111("\\\\()\\[\\]", "()\\[\\]"),
    /** ComfyUI: round brackets only; other backslashes mean themselves. */
    COMFYUI("()", "()");

    /** Precedes a character that means itself while a text is read. */
    private static final String MASK = "\0";

    private static final Pattern WEIGHT = Pattern.compile(" *: *[+-]?[0-9]*\\.?[0-9]+ *(?=\\))");
    /** {@code [dusk:dawn:0.5]} */
    private static final Pattern EDITED =
            Pattern.compile("(?<!\0)\\[([^\\[\\]():|\0]*):([^\\[\\]():|\0]*): *[0-9]*\\.?[0-9]+ *\\]");
    /** {@code [cow|horse]} */
    private static final Pattern ALTERNATING = Pattern.compile("(?<!\0)\\[([^\\[\\]()|{}\0]+)\\|[^\\[\\](){}\0]*\\]");

    private static final Pattern CHOICE = Pattern.compile("\\{[^{}]*\\|[^{}]*\\}");

    private final Pattern special;
    private final Pattern escaped;
    private final Pattern bracket;

    Emphasis(String special, String brackets) {
        this.special = Pattern.compile("[" + special + "]");
        this.escaped = Pattern.compile("\\\\([" + special + "])");
        this.bracket = Pattern.compile("(?<!\0)[" + brackets + "]");
    }

    /** Words as the tool takes them for themselves. */
    public String escape(String words) {
        return special.matcher(words).replaceAll("\\\\$0");
    }

    /** Words of the tool without emphasis, which is named; its escaped brackets become brackets. */
    public String plain(String words, List<String> remarks) {
        String masked = escaped.matcher(words.replace(MASK, "")).replaceAll(MASK + "$1");
        if (this == A1111) {
            masked = replaced(EDITED, 2, masked, remarks);
            masked = replaced(ALTERNATING, 1, masked, remarks);
        }
        String flat = bracket.matcher(WEIGHT.matcher(masked).replaceAll("")).replaceAll("");
        if (!flat.equals(masked)) {
            remarks.add("Emphasis brackets were removed: T5 and CLIP-L read plain text.");
        }
        return flat.replace(MASK, "");
    }

    /** Braces cannot be escaped in a finished prompt: without dynamic prompts the backslash would be printed. */
    static void nameChoices(String words, String reader, List<String> remarks) {
        Matcher choice = CHOICE.matcher(words);
        if (choice.find()) {
            remarks.add("The words contain “" + PromptJson.brief(choice.group()) + "”, which " + reader
                    + " take for a choice.");
        }
    }

    private static String replaced(Pattern pattern, int kept, String words, List<String> remarks) {
        return pattern.matcher(words).replaceAll(found -> {
            remarks.add("“" + PromptJson.brief(found.group()) + "” changes while a picture is made; “"
                    + PromptJson.brief(found.group(kept).strip()) + "” is kept.");
            return Matcher.quoteReplacement(found.group(kept));
        });
    }
}
