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
    /** Edits within each other; deeper ones lose their brackets only. */
    private static final int DEEPEST = 8;

    private static final Pattern WEIGHT = Pattern.compile(" *: *[+-]?[0-9]*\\.?[0-9]+ *(?=\\))");
    /** Words between the marks of an edit, perhaps with a choice or a pair of brackets among them. */
    private static final String PIECE = "((?:[^\\[\\]{:|\0]++|\0.|\\{[^{}]*+\\}|\\[[^\\[\\]:|\0]*+\\])*+)";

    private static final String WHEN = ": *[0-9]*\\.?[0-9]+ *\\]";
    /** {@code [dusk:dawn:0.5]} */
    private static final Pattern EDITED = Pattern.compile("(?<!\0)\\[" + PIECE + ":" + PIECE + WHEN);
    /** {@code [fog:12]}, which adds the words at a step. */
    private static final Pattern ADDED = Pattern.compile("(?<!\0)\\[" + PIECE + WHEN);
    /** {@code [cow|horse]} */
    private static final Pattern ALTERNATING = Pattern.compile("(?<!\0)\\[([^\\[\\]|{}\0]+)\\|[^\\[\\]{}\0]*\\]");

    /** {@code __coat(colour=red)__}: a wildcard of dynamic prompts, whose brackets weigh nothing. */
    private static final Pattern WILDCARD = Pattern.compile("(__[^\\s_()][^()\n]{0,80}?)\\(([^()\0]{0,200})\\)(?=__)");

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
        masked = WILDCARD.matcher(masked).replaceAll("$1" + MASK + "($2" + MASK + ")");
        String unweighed = WEIGHT.matcher(masked).replaceAll("");
        String settled = this == A1111 ? settled(unweighed, remarks) : unweighed;
        String flat = bracket.matcher(settled).replaceAll("");
        if (!unweighed.equals(masked) || !flat.equals(settled)) {
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

    /** Words that change while a picture is made as they are in the end; of those that alternate, the first. */
    private static String settled(String words, List<String> remarks) {
        String after = words;
        String before = "";
        for (int depth = 0; depth < DEEPEST && !after.equals(before); depth++) {
            before = after;
            after = replaced(EDITED, 2, after, remarks);
            after = replaced(ADDED, 1, after, remarks);
            after = replaced(ALTERNATING, 1, after, remarks);
        }
        return after;
    }

    private static String replaced(Pattern pattern, int kept, String words, List<String> remarks) {
        return pattern.matcher(words).replaceAll(found -> {
            String stays = found.group(kept).strip();
            remarks.add("“" + PromptJson.brief(found.group().replace(MASK, "")) + "” changes while a picture is made; "
                    + (stays.isEmpty()
                            ? "it was left out."
                            : "“" + PromptJson.brief(stays.replace(MASK, "")) + "” is kept."));
            return Matcher.quoteReplacement(found.group(kept));
        });
    }
}
