package io.understudy.api.generations;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.lora.Strength;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that someone asked for in the playground, or by a program.
 *
 * @param width in pixels
 * @param seeds each prompt is generated with each of them
 * @param over whether nothing of it changes until someone resumes it
 * @param sides one for each prompt: one, or two that are compared
 */
@Schema(name = "Generation")
record GenerationResource(
        UUID id,
        String askedBy,
        Instant askedAt,
        String backend,
        int width,
        int height,
        int steps,
        double guidance,
        List<Long> seeds,
        boolean over,
        List<Side> sides) {
    /**
     * The pictures of a prompt.
     *
     * @param stack that its LoRAs are from; null unless it is a saved one
     * @param phase what is happening
     * @param failure why it stopped; null unless it stopped
     * @param advice what to do about it
     * @param pictures one for each seed, in their order
     */
    @Schema(name = "GenerationSide")
    record Side(
            String prompt,
            @Nullable UUID stack,
            List<Lora> loras,
            GenerationState state,
            String phase,
            @Nullable String failure,
            @Nullable String advice,
            List<Picture> pictures) {
        private static Side of(RenderDetails.Side side) {
            GenerationDetails job = side.job();
            List<Strength> strengths = side.pictures().getFirst().strengths();
            return new Side(
                    side.prompt(),
                    side.stack() == null ? null : side.stack().value(),
                    IntStream.range(0, job.loras().size())
                            .mapToObj(index -> Lora.of(job.loras().get(index), strengths.get(index)))
                            .toList(),
                    job.state(),
                    job.progress().phase(),
                    job.failure(),
                    job.advice(),
                    side.pictures().stream().map(Picture::of).toList());
        }
    }

    @Schema(name = "GenerationLora")
    record Lora(String fileName, String sha256, double strength) {
        private static Lora of(GenerationRequest.Lora lora, Strength strength) {
            return new Lora(lora.name(), lora.file().hex(), strength.value());
        }
    }

    /**
     * One picture.
     *
     * @param sha256 null until it is there
     * @param problem why it will not come; null unless it will not
     */
    @Schema(name = "GeneratedPicture")
    record Picture(
            long seed, @Nullable String sha256, @Nullable String problem) {
        private static Picture of(GeneratedPicture picture) {
            BlobHash file = picture.picture();
            return new Picture(picture.seed(), file == null ? null : file.hex(), picture.problem());
        }
    }

    static GenerationResource of(RenderDetails render) {
        return new GenerationResource(
                render.id().value(),
                render.askedByName(),
                render.askedAt(),
                render.backend(),
                render.settings().width(),
                render.settings().height(),
                render.settings().steps(),
                render.settings().guidance(),
                render.seeds(),
                render.isOver(),
                render.sides().stream().map(Side::of).toList());
    }
}
