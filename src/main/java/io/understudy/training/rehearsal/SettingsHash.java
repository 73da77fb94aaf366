package io.understudy.training.rehearsal;

import io.understudy.storage.BlobHash;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
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
        return BlobHash.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
