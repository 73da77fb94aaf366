package io.understudy.mini;

import io.understudy.mini.network.Tokeniser;
import java.util.List;
import java.util.Set;

/**
 * Completes short prompts. The base has seen captions of every length, but most of them named shot size, background and
 * expression, and it generates better when they do; each that a prompt leaves open gets a plain value.
 */
public final class PromptDefaults {
    private static final Set<String> SHOTS = Set.of("closeup", "halfbody", "distant", "fullbody", "full");
    private static final Set<String> SCENES =
            Set.of("beach", "forest", "city", "night", "sunset", "mountain", "snow", "room");
    private static final Set<String> EXPRESSIONS = Set.of("smiling", "laughing", "surprised", "sad", "angry", "calm");

    private PromptDefaults() {}

    public static String complete(Tokeniser tokeniser, String prompt) {
        List<String> words = tokeniser.words(prompt);
        StringBuilder complete = new StringBuilder(prompt.strip());
        if (words.stream().noneMatch(EXPRESSIONS::contains)) {
            complete.append(", smiling");
        }
        if (words.stream().noneMatch(PromptDefaults::isBackground)) {
            complete.append(", blue background");
        }
        if (words.stream().noneMatch(SHOTS::contains)) {
            complete.append(", upper body");
        }
        return complete.toString();
    }

    /**
     * Whether words describe only the situation (expression, background, shot size) and not what someone looks like.
     */
    static boolean isSituation(List<String> words) {
        return words.stream()
                .allMatch(word -> EXPRESSIONS.contains(word) || SHOTS.contains(word) || isBackground(word));
    }

    private static boolean isBackground(String word) {
        return SCENES.contains(word) || word.startsWith("bg:");
    }
}
