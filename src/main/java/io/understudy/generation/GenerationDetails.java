package io.understudy.generation;

import io.understudy.generation.backends.api.PictureSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as pages show it.
 *
 * @param backendName the name that people know
 * @param failure why it could not continue, or null
 * @param advice what to do about it, or null
 */
public record GenerationDetails(
        GenerationId id,
        String purpose,
        String backend,
        String backendName,
        PictureSettings settings,
        List<GenerationRequest.Lora> loras,
        @Nullable String failure,
        @Nullable String advice,
        GenerationProgress progress) {
    public GenerationDetails {
        loras = List.copyOf(loras);
    }

    public GenerationState state() {
        return progress.state();
    }
}
