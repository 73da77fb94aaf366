package io.understudy.prompts.playground;

import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was tried, with its pictures as far as they are there. */
public record TakeDetails(
        TakeId id,
        UUID askedBy,
        String askedByName,
        Instant askedAt,
        String backend,
        PictureSettings settings,
        List<Long> seeds,
        List<Side> sides) {
    /** @param pictures one per seed, in their order */
    public record Side(
            String prompt,
            StackPlan plan,
            @Nullable StackId stack,
            @Nullable UUID template,
            GenerationDetails job,
            List<GeneratedPicture> pictures) {
        public Side {
            pictures = List.copyOf(pictures);
        }
    }

    public TakeDetails {
        seeds = List.copyOf(seeds);
        sides = List.copyOf(sides);
    }

    /** Whether all that can be drawn is drawn. */
    public boolean isOver() {
        return sides.stream().allMatch(side -> side.job().state().isOver());
    }
}
