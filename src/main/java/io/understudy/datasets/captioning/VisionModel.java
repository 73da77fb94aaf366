package io.understudy.datasets.captioning;

import java.math.BigDecimal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A model at an address that speaks OpenAI's protocol: Ollama, vLLM, LM Studio and most hosted
 * services do.
 *
 * @param address up to and with the version, such as {@code http://localhost:11434/v1}
 * @param name as the service calls it
 * @param price in dollars for one picture, as an admin stated it; null when nobody did
 * @param atOnce how many pictures it is shown at the same time
 */
public record VisionModel(
        URI address,
        String name,
        KeyScheme keyScheme,
        @Nullable BigDecimal price,
        int atOnce) implements Captioner {
    public static final int MOST_AT_ONCE = 16;

    public enum KeyScheme {
        BEARER("Bearer", "Most services"),
        KEY("Key", "fal.ai");

        private final String word;
        private final String label;

        KeyScheme(String word, String label) {
            this.word = word;
            this.label = label;
        }

        String word() {
            return word;
        }

        public String label() {
            return "“" + word + "”: " + label;
        }
    }

    @Override
    public String place() {
        return name + " at " + address.getHost();
    }
}
