package io.understudy.api.generations;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.PictureSettings;

/**
 * Where pictures can be generated now.
 *
 * @param baseModel id of the model that it generates with; LoRAs must be made for it
 * @param free whether it costs nothing: on another one a person has pictures generated
 * @param width in pixels, of what is proposed, as the settings that follow
 * @param maxLoras how many LoRAs can be stacked
 */
@Schema(name = "GenerationBackend")
record GenerationBackendResource(
        String id,
        String name,
        String what,
        String baseModel,
        boolean free,
        int width,
        int height,
        int steps,
        double guidance,
        int maxLoras) {
    static GenerationBackendResource of(GenerationBackendChoice backend, boolean free) {
        GenerationCapabilities can = backend.capabilities();
        PictureSettings proposed = can.proposed();
        return new GenerationBackendResource(
                backend.id(),
                backend.name(),
                can.what(),
                can.model().id(),
                free,
                proposed.width(),
                proposed.height(),
                proposed.steps(),
                proposed.guidance(),
                can.maxLoras());
    }
}
