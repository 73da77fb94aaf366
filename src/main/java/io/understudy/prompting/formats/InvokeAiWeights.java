package io.understudy.prompting.formats;

import io.understudy.platform.core.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights as InvokeAI writes them, behind what they weigh: {@code (soft light)1.2}, {@code grain++}, {@code (dark)--}.
 * FLUX's text encoders read words alone.
 */
public final class InvokeAiWeights {
    private static final String END = "(?=[\\s,.;:!?)|}\"']|$)";
    private static final Pattern BEHIND_BRACKETS =
            Pattern.compile("(?<!\\\\)\\)(?:[0-9]{0,3}\\.?[0-9]{1,4}|\\+{1,10}|-{1,10})" + END);
    private static final Pattern WORD = Pattern.compile(
            "(?<![\\p{L}\\p{N}_'+-])([\\p{L}\\p{N}_'][\\p{L}\\p{N}_'-]{0,60}?)(?:\\+{2,10}|-{2,10})" + END);
    private static final Pattern MIXED = Pattern.compile("\\)\\.(?:blend|and)\\(|[\\p{L}\\p{N})]\\.swap\\(");
    private static final int MOST_ROUNDS = 10;
    private static final int MOST_BRACKETS = 500;

    private InvokeAiWeights() {}

    /**
     * The words without weights, which are named.
     *
     * @param words of a prompt
     * @param alsoOfWords whether a single word may be weighed without brackets, which other tools print
     */
    public static String plain(String words, boolean alsoOfWords, List<String> remarks) {
        Set<String> weights = new LinkedHashSet<>();
        String rest = words;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String bare = withoutBrackets(rest, weights);
            String next = alsoOfWords ? withoutSigns(bare, weights) : bare;
            if (next.equals(rest)) {
                break;
            }
            rest = next;
        }
        if (!weights.isEmpty()) {
            remarks.add("Weights of InvokeAI were removed, T5 and CLIP-L read plain text: "
                    + Wording.first(weights, Wording.MOST_NAMED) + ".");
        }
        Matcher mixed = MIXED.matcher(rest);
        if (mixed.find()) {
            remarks.add("“" + mixed.group() + "” mixes prompts in InvokeAI; here it is kept as words.");
        }
        return rest;
    }

    private static String withoutBrackets(String words, Set<String> weights) {
        String rest = words;
        Matcher weight = BEHIND_BRACKETS.matcher(rest);
        int from = 0;
        for (int count = 0; count < MOST_BRACKETS && weight.find(from); count++) {
            int close = weight.start();
            int open = opening(rest, close);
            if (open < 0) {
                from = weight.end();
                continue;
            }
            weights.add(PromptJson.brief(rest.substring(open, weight.end())));
            rest = rest.substring(0, open) + rest.substring(open + 1, close) + rest.substring(weight.end());
            weight.reset(rest);
            from = open;
        }
        return rest;
    }

    /** The bracket that a closing one belongs to, or -1. */
    private static int opening(String words, int close) {
        int depth = 0;
        for (int at = close; at >= 0; at--) {
            boolean escaped = at > 0 && words.charAt(at - 1) == '\\';
            if (!escaped && words.charAt(at) == ')') {
                depth++;
            } else if (!escaped && words.charAt(at) == '(' && --depth == 0) {
                return at;
            }
        }
        return -1;
    }

    private static String withoutSigns(String words, Set<String> weights) {
        return WORD.matcher(words).replaceAll(found -> {
            weights.add(PromptJson.brief(found.group()));
            return Matcher.quoteReplacement(found.group(1));
        });
    }
}
