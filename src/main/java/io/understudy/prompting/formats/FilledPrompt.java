package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prompt without open slots, with everything that a tool needs to generate it.
 *
 * @param text on one line
 * @param loras in the order in which they are applied
 * @param guidance how strictly the prompt is followed: FLUX's own guidance, not the scale of negative prompts
 * @param steps sampling steps, at least 1
 * @param width in px, at least 1
 * @param height in px, at least 1
 * @param seed 0 or more; null lets the tool choose one
 */
public record FilledPrompt(
        String text,
        List<Lora> loras,
        double guidance,
        int steps,
        int width,
        int height,
        @Nullable Long seed) {
    public static final double DEFAULT_GUIDANCE = 3.5;
    public static final int DEFAULT_STEPS = 28;
    public static final int DEFAULT_SIDE = 1024;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /**
     * A LoRA with its strength.
     *
     * @param fileName with its ending, without a folder: {@code ava-lindqvist_v1_1000steps.safetensors}
     * @param address from which another tool can load the file, or null where nobody stated one
     * @param textEncoder whether the file changes a text encoder too
     */
    public record Lora(
            String fileName, Strength strength, @Nullable String address, boolean textEncoder) {
        private static final String ENDING = ".safetensors";

        public Lora(String fileName, Strength strength, @Nullable String address) {
            this(fileName, strength, address, false);
        }

        public Lora {
            if (fileName.isBlank()) {
                throw new IllegalArgumentException("A LoRA needs a file name");
            }
        }

        public String stem() {
            return fileName.endsWith(ENDING) && fileName.length() > ENDING.length()
                    ? fileName.substring(0, fileName.length() - ENDING.length())
                    : fileName;
        }
    }

    public FilledPrompt {
        text = SPACES.matcher(text).replaceAll(" ").strip();
        loras = List.copyOf(loras);
        if (steps < 1 || width < 1 || height < 1 || !Double.isFinite(guidance) || seed != null && seed < 0) {
            throw new IllegalArgumentException(
                    "Steps %d, %d × %d px, guidance %s, seed %s".formatted(steps, width, height, guidance, seed));
        }
    }

    public static FilledPrompt of(String text) {
        return new FilledPrompt(text, List.of(), DEFAULT_GUIDANCE, DEFAULT_STEPS, DEFAULT_SIDE, DEFAULT_SIDE, null);
    }
}
