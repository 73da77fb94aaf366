package io.understudy.prompts.templates.library;

import io.understudy.prompting.language.Combination;
import java.util.List;

/**
 * The prompts that a template with lists gives.
 *
 * @param count of all combinations; {@link Long#MAX_VALUE} also means more
 * @param shown the different prompts among the first {@value #MOST} combinations
 * @param forPlan the same prompts as a test sheet plan takes them, with {@code [trigger]} for the trigger word
 */
public record Expansion(long count, List<Combination> shown, List<String> forPlan) {
    public static final int MOST = 500;

    public Expansion {
        shown = List.copyOf(shown);
        forPlan = List.copyOf(forPlan);
    }
}
