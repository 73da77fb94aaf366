package io.understudy.cli.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A release that was written into a folder.
 *
 * @param character its name in addresses
 * @param model id of the model that it is made for
 * @param version id of the version
 * @param lora name of the LoRA file, also after it was removed
 * @param provedAt when its release bundle was written
 * @param files SHA-256 of each file that was written and not removed since, by name
 */
public record PulledRelease(
        String character, String model, String version, String lora, Instant provedAt, Map<String, String> files) {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]{0,200}");

    /** @throws IllegalArgumentException when a file would lie in another folder */
    public PulledRelease {
        files = new LinkedHashMap<>(files);
        if (!NAME.matcher(lora).matches()
                || !files.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("“%s” is no name of a file.".formatted(Shown.of(lora)));
        }
    }

    PulledRelease withFiles(Map<String, String> left) {
        return new PulledRelease(character, model, version, lora, provedAt, left);
    }
}
