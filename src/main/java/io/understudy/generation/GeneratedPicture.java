package io.understudy.generation;

import io.understudy.lora.Strength;
import io.understudy.storage.BlobHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a job, whether it is there already or not.
 *
 * @param position in the request, from 0
 * @param strengths one per LoRA of the job, in their order
 * @param picture null until it is generated
 * @param problem why it will not come, or null
 */
public record GeneratedPicture(
        int position,
        String prompt,
        long seed,
        List<Strength> strengths,
        @Nullable BlobHash picture,
        @Nullable String problem) {
    public GeneratedPicture {
        strengths = List.copyOf(strengths);
    }
}
