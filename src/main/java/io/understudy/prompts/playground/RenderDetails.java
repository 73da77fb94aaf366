package io.understudy.prompts.playground;

import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.PromptId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public record RenderDetails(
        RenderId id,
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
            @Nullable PromptId template,
            GenerationDetails job,
            List<GeneratedPicture> pictures) {
        public Side {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * Where a picture is in a take.
     *
     * @param side 0 for the first
     * @param position of the picture within its side
     */
    public record Place(int side, int position) {}

    public RenderDetails {
        seeds = List.copyOf(seeds);
        sides = List.copyOf(sides);
    }

    public List<Place> drawn() {
        List<Place> drawn = new ArrayList<>();
        for (int side = 0; side < sides.size(); side++) {
            for (GeneratedPicture picture : sides.get(side).pictures()) {
                if (picture.picture() != null) {
                    drawn.add(new Place(side, picture.position()));
                }
            }
        }
        return drawn;
    }

    public GeneratedPicture at(Place place) {
        return Stream.of(place)
                .filter(each -> each.side() >= 0 && each.side() < sides.size())
                .flatMap(each -> sides.get(each.side()).pictures().stream())
                .filter(picture -> picture.position() == place.position())
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("This take has no such picture."));
    }

    public boolean isOver() {
        return sides.stream().allMatch(side -> side.job().state().isOver());
    }
}
