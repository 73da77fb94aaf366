package io.understudy.generation;

import io.understudy.characters.CharacterId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.Strength;
import io.understudy.storage.BlobHash;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that someone wants.
 *
 * @param backend its id
 * @param purpose what they are for, such as "Test sheet of ava-lindqvist_v2"
 * @param character whose pictures they are; null when they belong to none
 * @param loras the files in use
 * @param pictures in the order in which they are to be generated
 * @param clientKey the same person's request with the same key is answered with the same job
 */
public record GenerationRequest(
        String backend,
        String purpose,
        @Nullable CharacterId character,
        PictureSettings settings,
        List<Lora> loras,
        List<Picture> pictures,
        UUID clientKey) {
    public GenerationRequest {
        loras = List.copyOf(loras);
        pictures = List.copyOf(pictures);
    }

    public record Lora(String name, BlobHash file) {}

    /**
     * One picture.
     *
     * @param strengths one per LoRA of the request, in their order, 0 to 2; 0 leaves a LoRA out
     */
    public record Picture(String prompt, long seed, List<Strength> strengths) {
        public Picture {
            strengths = List.copyOf(strengths);
        }
    }

    public record Stacked(Lora lora, Strength strength) {}

    public static GenerationRequest stacked(
            String backend,
            String purpose,
            @Nullable CharacterId character,
            PictureSettings settings,
            List<Stacked> stack,
            List<String> prompts,
            List<Long> seeds,
            UUID clientKey) {
        List<Strength> strengths = stack.stream().map(Stacked::strength).toList();
        List<Picture> pictures = new ArrayList<>();
        for (String prompt : prompts) {
            for (long seed : seeds) {
                pictures.add(new Picture(prompt, seed, strengths));
            }
        }
        return new GenerationRequest(
                backend,
                purpose,
                character,
                settings,
                stack.stream().map(Stacked::lora).toList(),
                pictures,
                clientKey);
    }
}
