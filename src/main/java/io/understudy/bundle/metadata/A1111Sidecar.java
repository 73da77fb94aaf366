package io.understudy.bundle.metadata;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON file next to a LoRA from which A1111, and what reads its format, takes trigger and strength. */
public final class A1111Sidecar {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private A1111Sidecar() {}

    public static String fileName(ReleaseFacts facts) {
        return facts.lora().fileName().replaceFirst("\\.safetensors$", "") + ".json";
    }

    public static String text(ReleaseFacts facts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("description", facts.description());
        fields.put("sd version", family(facts.base().architecture()));
        fields.put("activation text", facts.triggerWord().value());
        // 0 stands for the reader's own default.
        fields.put(
                "preferred weight",
                facts.strength() == null ? 0 : facts.strength().value());
        fields.put("negative text", "");
        fields.put(
                "notes",
                "%s for %s. SHA-256 %s."
                        .formatted(
                                facts.title(), facts.base().name(), facts.lora().sha256()));
        return JSON.writeValueAsString(fields);
    }

    /** The families that A1111 knows. */
    private static String family(String architecture) {
        String name = architecture.toLowerCase(Locale.ROOT);
        if (name.startsWith("stable-diffusion-xl")) {
            return "SDXL";
        }
        if (name.startsWith("stable-diffusion-v1")) {
            return "SD1";
        }
        return name.startsWith("stable-diffusion-v2") ? "SD2" : "Unknown";
    }
}
