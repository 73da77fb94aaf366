package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.comfy.ComfyGraph.PlacedLora;
import io.understudy.lora.ModelPart;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.PassportReader;
import io.understudy.lora.passport.ScanDepth;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.comfy.LoraDelivery;
import io.understudy.storage.SpoolDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings LoRAs to the servers, under names that no other bytes have: loaders keep a file that they read under its name. */
final class ComfyLoras {
    private static final Set<ModelPart> TEXT_ENCODERS = EnumSet.of(ModelPart.CLIP, ModelPart.T5);
    private static final String ENDING = ".safetensors";
    private static final int HASH = 16;
    private static final int LONGEST_NAME = 100;

    private ComfyLoras() {}

    static PlacedLora bring(TaskLora lora, SpoolDirectory spool, @Nullable LoraDelivery delivery)
            throws IOException, InterruptedException {
        Path file = spool.temporary();
        try {
            try (InputStream bytes = lora.bytes().open()) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            boolean textEncoder = !Collections.disjoint(
                    PassportReader.read(file, ScanDepth.QUICK).parts(), TEXT_ENCODERS);
            String name = name(lora);
            if (delivery != null) {
                delivery.deliver(file, name);
            }
            return new PlacedLora(name, textEncoder);
        } catch (MalformedSafetensorsException damaged) {
            throw new JobFailure(lora.name() + " is damaged: " + damaged.getMessage(), "Use another version.", damaged);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static String name(TaskLora lora) {
        String plain = lora.name().replaceAll("[^A-Za-z0-9._-]+", "-");
        String stem = plain.endsWith(ENDING) ? plain.substring(0, plain.length() - ENDING.length()) : plain;
        return "understudy/" + lora.sha256().substring(0, HASH) + "-"
                + stem.substring(0, Math.min(LONGEST_NAME, stem.length())) + ENDING;
    }
}
