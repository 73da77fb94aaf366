package io.understudy.mini.training;

import io.understudy.mini.LoraSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings as texts in a file header, exact in both directions. */
final class SettingsText {
    private static final String PREFIX = "understudy.settings.";

    private SettingsText() {}

    static Map<String, String> write(LoraSettings settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(PREFIX + "steps", Integer.toString(settings.steps()));
        texts.put(PREFIX + "learning_rate", Double.toString(settings.learningRate()));
        texts.put(PREFIX + "rank", Integer.toString(settings.rank()));
        texts.put(PREFIX + "alpha", Double.toString(settings.alpha()));
        texts.put(PREFIX + "batch_size", Integer.toString(settings.batchSize()));
        texts.put(PREFIX + "seed", Long.toString(settings.seed()));
        texts.put(PREFIX + "ema_decay", Double.toString(settings.emaDecay()));
        texts.put(PREFIX + "prior_preservation", Boolean.toString(settings.priorPreservation()));
        return texts;
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws IllegalArgumentException if a text is missing or no value of its setting
     */
    static LoraSettings read(Map<String, String> texts) {
        return new LoraSettings(
                Integer.parseInt(text(texts, "steps")),
                Double.parseDouble(text(texts, "learning_rate")),
                Integer.parseInt(text(texts, "rank")),
                Double.parseDouble(text(texts, "alpha")),
                Integer.parseInt(text(texts, "batch_size")),
                Long.parseLong(text(texts, "seed")),
                Double.parseDouble(text(texts, "ema_decay")),
                Boolean.parseBoolean(text(texts, "prior_preservation")));
    }

    private static String text(Map<String, String> texts, String name) {
        String text = texts.get(PREFIX + name);
        if (text == null) {
            throw new IllegalArgumentException("the setting " + name + " is missing");
        }
        return text;
    }
}
