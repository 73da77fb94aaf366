package io.understudy.prompting.formats;

import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code BREAK}, which begins a new piece of the prompt for the text encoder of A1111, and {@code AND}, which combines
 * prompts, perhaps weighed as {@code a cat :1.2 AND a dog}. FLUX reads one prompt in one piece.
 */
final class DividedPrompt {
    private static final Pattern DIVIDER = Pattern.compile("\\b(BREAK|AND)\\b");

    private DividedPrompt() {}

    static boolean isOne(String words) {
        return DIVIDER.matcher(words).find();
    }

    /** One prompt of its parts; what divided and weighed them is named. */
    static String joined(String words, List<String> remarks) {
        List<String> parts = new ArrayList<>();
        boolean broken = false;
        boolean combined = false;
        int from = 0;
        for (Matcher divider = DIVIDER.matcher(words); divider.find(); from = divider.end()) {
            parts.add(words.substring(from, divider.start()));
            broken |= divider.group().equals("BREAK");
            combined |= divider.group().equals("AND");
        }
        if (parts.isEmpty()) {
            return words;
        }
        parts.add(words.substring(from));
        if (broken) {
            remarks.add("BREAK was left out: FLUX reads the prompt in one piece.");
        }
        if (combined) {
            remarks.add("AND was left out: the prompts that it combines became one.");
        }
        List<String> plain = new ArrayList<>();
        for (String part : parts) {
            String kept = Wording.withoutEdges(combined ? unweighed(part, remarks) : part);
            if (!kept.isEmpty()) {
                plain.add(kept);
            }
        }
        return String.join(", ", plain);
    }

    private static String unweighed(String part, List<String> remarks) {
        int colon = part.lastIndexOf(':');
        Optional<Double> weight = colon < 0 ? Optional.empty() : PlainNumbers.decimal(part.substring(colon + 1));
        if (weight.isEmpty()) {
            return part;
        }
        String words = part.substring(0, colon);
        remarks.add("The weight " + part.substring(colon + 1).strip() + " of “"
                + PromptJson.brief(Wording.withoutEdges(words)) + "” was left out.");
        return words;
    }
}
