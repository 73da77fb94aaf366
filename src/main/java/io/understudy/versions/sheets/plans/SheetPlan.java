package io.understudy.versions.sheets.plans;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every test sheet of a character shows.
 *
 * @param edition from 1; 0 for the proposal that nobody has edited yet
 * @param prompts {@link #TRIGGER} in them stands for the trigger word
 * @param strengths ascending
 * @param editedBy null for the proposal
 * @param editedAt null for the proposal
 */
public record SheetPlan(
        CharacterId character,
        int edition,
        List<String> prompts,
        List<Strength> strengths,
        List<Long> seeds,
        @Nullable String editedBy,
        @Nullable Instant editedAt) {
    /** Stands for the trigger word of the version that is tested. */
    public static final String TRIGGER = "[trigger]";

    /** Its three example prompts and a close-up. */
    private static final List<String> OF_THE_GUIDE = List.of(
            TRIGGER + ", beautiful portrait, soft natural lighting, shallow depth of field, professional"
                    + " photography, 8k uhd",
            TRIGGER + ", close-up, smiling, city, night",
            TRIGGER + " wearing elegant black dress, standing in modern apartment, golden hour lighting,"
                    + " full body shot, fashion photography",
            TRIGGER + " sitting at cafe, drinking coffee, candid shot, natural lighting, lifestyle"
                    + " photography, instagram style");

    private static final List<String> OF_THE_MINIATURE = List.of(
            TRIGGER + ", close-up, smiling, blue background",
            TRIGGER + ", upper body, calm, white background",
            TRIGGER + ", close-up, smiling, city, night",
            TRIGGER + ", upper body, laughing, beach, sunset");

    private static final int CONTROLS = 2;

    public SheetPlan {
        prompts = List.copyOf(prompts);
        strengths = List.copyOf(strengths);
        seeds = List.copyOf(seeds);
    }

    /**
     * Four prompts of words that the model knows, two of them again without the trigger word, over the guide's strengths,
     * each with two seeds.
     */
    static SheetPlan proposal(CharacterId character, BaseModel model, String subject) {
        return new SheetPlan(
                character,
                0,
                withControls(model.isFlux() ? OF_THE_GUIDE : OF_THE_MINIATURE, subject),
                Stream.of(0.5, 0.7, 0.9, 1.1, 1.3).map(Strength::of).toList(),
                List.of(7L, 42L),
                null,
                null);
    }

    /**
     * The first prompts once more, calling any such person: they show what leaks into other pictures.
     *
     * @param subject word such as {@code woman}
     */
    public static List<String> withControls(List<String> prompts, String subject) {
        return Stream.concat(
                        prompts.stream(),
                        prompts.stream().limit(CONTROLS).map(prompt -> prompt.replace(TRIGGER, subject)))
                .toList();
    }

    /**
     * For a sheet over checkpoints: with controls where every prompt calls the character.
     *
     * @param subject word such as {@code woman}
     */
    public List<String> checkpointPrompts(String subject) {
        boolean allCall = prompts.stream().allMatch(prompt -> prompt.contains(TRIGGER));
        return allCall ? withControls(prompts, subject) : prompts;
    }

    public int rows() {
        return prompts.size() * seeds.size();
    }

    boolean saysTheSame(SheetPlan other) {
        return prompts.equals(other.prompts) && strengths.equals(other.strengths) && seeds.equals(other.seeds);
    }
}
