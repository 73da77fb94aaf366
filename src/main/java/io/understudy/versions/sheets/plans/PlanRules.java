package io.understudy.versions.sheets.plans;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.characters.CharacterId;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.time.Instant;
import java.util.List;

final class PlanRules {
    static final int MOST_PROMPTS = 24;
    static final int PROMPT_LENGTH = 500;
    static final int MOST_STRENGTHS = 9;
    static final int MOST_SEEDS = 8;
    /** With the two reference columns, what is generated in one go. */
    static final int MOST_PICTURES = 600;

    private PlanRules() {}

    static SheetPlan check(PlanDraft draft, CharacterId character, int edition, String by, Instant now) {
        List<String> prompts = draft.prompts().stream()
                .map(String::strip)
                .filter(prompt -> !prompt.isEmpty())
                .distinct()
                .toList();
        List<Strength> strengths =
                draft.strengths().stream().distinct().sorted().toList();
        List<Long> seeds = draft.seeds().stream().distinct().toList();
        require(!prompts.isEmpty(), "prompts", "Write at least one prompt, one per line.");
        require(
                prompts.size() <= MOST_PROMPTS,
                "prompts",
                "These are %d prompts; a sheet stays readable up to %d.".formatted(prompts.size(), MOST_PROMPTS));
        prompts.stream()
                .filter(prompt -> prompt.length() > PROMPT_LENGTH)
                .findFirst()
                .ifPresent(prompt -> {
                    throw RuleViolation.in(
                            "prompts",
                            "“%s…” is longer than %d characters.".formatted(prompt.substring(0, 40), PROMPT_LENGTH));
                });
        require(
                prompts.stream().anyMatch(prompt -> prompt.contains(SheetPlan.TRIGGER)),
                "prompts",
                "No prompt has " + SheetPlan.TRIGGER + ", so no picture would call the character.");
        require(!strengths.isEmpty(), "strengths", "Give at least one strength, such as 0.9.");
        require(
                strengths.size() <= MOST_STRENGTHS,
                "strengths",
                "These are %d strengths; at most %d.".formatted(strengths.size(), MOST_STRENGTHS));
        require(
                strengths.stream().allMatch(strength -> strength.value() > 0 && strength.compareTo(Strength.MOST) <= 0),
                "strengths",
                "A strength is above 0 and at most 2; the column without the LoRA is there anyway.");
        require(!seeds.isEmpty(), "seeds", "Give at least one seed, any whole number.");
        require(
                seeds.size() <= MOST_SEEDS,
                "seeds",
                "These are %d seeds; at most %d.".formatted(seeds.size(), MOST_SEEDS));
        require(seeds.stream().allMatch(seed -> seed >= 0), "seeds", "A seed is 0 or a positive whole number.");
        SheetPlan plan = new SheetPlan(character, edition, prompts, strengths, seeds, by, now);
        int pictures = plan.rows() * (strengths.size() + 2);
        require(
                pictures <= MOST_PICTURES,
                "prompts",
                "That makes %d pictures; at most %d. Take fewer prompts, strengths or seeds."
                        .formatted(pictures, MOST_PICTURES));
        return plan;
    }
}
