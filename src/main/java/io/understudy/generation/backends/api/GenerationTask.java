package io.understudy.generation.backends.api;

import io.understudy.lora.Strength;
import io.understudy.platform.core.ByteSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures to generate. After an interruption the same key comes again with the pictures that are still missing.
 *
 * @param key the same for every attempt of one job
 * @param name for logs
 */
public record GenerationTask(
        String key, String name, PictureSettings settings, List<TaskLora> loras, List<TaskPicture> pictures) {
    public GenerationTask {
        loras = List.copyOf(loras);
        pictures = List.copyOf(pictures);
    }

    /**
     * A LoRA file.
     *
     * @param sha256 of the file in hexadecimal: the same file need not be sent twice
     * @param size in bytes
     */
    public record TaskLora(String name, String sha256, long size, ByteSource bytes) {}

    /**
     * One picture.
     *
     * @param position its name in reports
     * @param strengths one per LoRA of the task, in their order; 0 leaves a LoRA out
     * @param handle what an earlier attempt reported as under way; null when none did
     */
    public record TaskPicture(
            int position,
            String prompt,
            long seed,
            List<Strength> strengths,
            @Nullable String handle) {
        public TaskPicture {
            strengths = List.copyOf(strengths);
        }

        public boolean isUnderway() {
            return handle != null && !handle.isBlank();
        }
    }
}
