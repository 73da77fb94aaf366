package io.understudy.training.rehearsal;

import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

final class SettingsHash {
    private SettingsHash() {}

    /** SHA-256 of everything that affects training or samples, in hexadecimal. */
    static String of(TrainingSettings settings) {
        StringBuilder text = new StringBuilder();
        for (Object part : new Object[] {
            settings.triggerWord(),
            settings.steps(),
            settings.learningRate(),
            settings.rank(),
            settings.alpha(),
            settings.batchSize(),
            settings.resolution(),
            settings.seed(),
            new TreeMap<>(settings.options())
        }) {
            text.append(part).append('\n');
        }
        for (SamplePrompt prompt : settings.samplePrompts()) {
            text.append(prompt.seed()).append(' ').append(prompt.prompt()).append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
