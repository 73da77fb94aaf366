package io.understudy.lora.passport;

import io.understudy.lora.BaseModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base model that a file's metadata names. It is a claim: shapes decide where they can.
 *
 * @param key    where it is
 * @param value  as it is there
 * @param target the model meant, or null for one that is no target model here
 */
record ClaimedModel(String key, String value, @Nullable BaseModel target) {
    private static final List<String> KEYS =
            List.of("ss_base_model_version", "modelspec.architecture", "base_model", "ss_sd_model_name");

    static Optional<ClaimedModel> in(Map<String, String> metadata) {
        for (String key : KEYS) {
            String value = metadata.getOrDefault(key, "");
            if (!value.isBlank()) {
                return Optional.of(new ClaimedModel(key, value, target(value)));
            }
        }
        return Optional.empty();
    }

    /** @param keyword in lower case and without punctuation */
    boolean names(String keyword) {
        return letters(value).contains(keyword);
    }

    String flux1Name() {
        String letters = letters(value);
        for (String variant : List.of("schnell", "kontext", "krea", "dev")) {
            if (letters.contains(variant)) {
                return "FLUX.1 " + (variant.equals("dev") || variant.equals("schnell") ? variant : capital(variant));
            }
        }
        return "FLUX.1";
    }

    private static @Nullable BaseModel target(String text) {
        String letters = letters(text);
        if (letters.contains("miniature")) {
            return BaseModel.MINIATURE;
        }
        if (!letters.contains("flux")) {
            return letters.contains("klein") ? klein(letters) : null;
        }
        if (letters.contains("klein")) {
            return klein(letters);
        }
        return letters.contains("flux2") ? BaseModel.FLUX2_DEV : BaseModel.FLUX1_DEV;
    }

    private static @Nullable BaseModel klein(String letters) {
        return letters.contains("9b")
                ? BaseModel.FLUX2_KLEIN_9B
                : letters.contains("4b") ? BaseModel.FLUX2_KLEIN_4B : null;
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
