package io.understudy.prompts.playground;

import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.playground.RenderRepository.Found;
import io.understudy.prompts.playground.RenderRepository.SideRow;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class PlaygroundService {
    private static final int PURPOSE = 60;
    private static final int THUMBNAILS = 4;

    private final RenderRepository repository;
    private final StackableLoraService loras;
    private final GenerationService generation;
    private final CurrentActor actor;
    private final Clock clock;

    PlaygroundService(
            RenderRepository repository,
            StackableLoraService loras,
            GenerationService generation,
            CurrentActor actor,
            Clock clock) {
        this.repository = repository;
        this.loras = loras;
        this.generation = generation;
        this.actor = actor;
        this.clock = clock;
    }

    public List<GenerationBackendChoice> backends() {
        return generation.backends();
    }

    public GenerationEstimate estimate(String backend, PictureSettings settings, int pictures) {
        return generation.estimate(backend, settings, pictures);
    }

    /**
     * Has the pictures generated in the background: a job per side, which survives a restart.
     *
     * @throws DomainException.RuleViolation when a LoRA cannot be used, or a setting is out of the backend's limits
     * @throws DomainException.Conflict when a take with this id was asked for already
     */
    @Transactional
    public RenderId render(RenderRequest request) {
        GenerationBackendChoice backend = backend(request.backend());
        List<RenderableStack> stacks = request.sides().stream()
                .map(side -> RenderableStack.of(side.plan(), loras, backend))
                .toList();
        Actor by = actor.get();
        try {
            repository.add(request, by, clock.instant(), words(request, stacks));
        } catch (DuplicateKeyException twice) {
            throw new DomainException.Conflict("These pictures were already requested.", twice);
        }
        for (int position = 0; position < request.sides().size(); position++) {
            RenderRequest.Side side = request.sides().get(position);
            GenerationId job = generation.submit(GenerationRequest.stacked(
                    request.backend(),
                    "Playground: " + Wording.cut(side.prompt(), PURPOSE),
                    stacks.get(position).character(),
                    request.settings(),
                    stacks.get(position).stacked(),
                    List.of(side.prompt()),
                    request.seeds(),
                    UUID.randomUUID()));
            repository.add(request.id(), position, side, job);
        }
        return request.id();
    }

    private GenerationBackendChoice backend(String id) {
        return generation.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend", "The generation backend “" + id + "” is not connected. Choose another one."));
    }

    private static String words(RenderRequest request, List<RenderableStack> stacks) {
        List<String> words = new ArrayList<>();
        request.sides().forEach(side -> words.add(side.prompt()));
        stacks.forEach(stack -> words.add(stack.names()));
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }

    public RenderDetails get(RenderId id) {
        return find(id).orElseThrow(PlaygroundService::missing);
    }

    public Optional<RenderDetails> find(RenderId id) {
        return repository
                .find(id)
                .map(head -> new RenderDetails(
                        id,
                        head.askedByName(),
                        head.askedAt(),
                        head.backend(),
                        head.settings(),
                        head.seeds(),
                        repository.sides(List.of(id)).stream().map(this::side).toList()));
    }

    private RenderDetails.Side side(SideRow row) {
        GenerationDetails job = generation.details(row.job());
        return new RenderDetails.Side(
                row.prompt(), row.plan(), row.stack(), row.template(), job, generation.pictures(row.job()));
    }

    public Page<RenderSummary> mine(String text, Pageable page) {
        UUID me = actor.get().id();
        String pattern = SearchText.around(text);
        return new PageImpl<>(summaries(repository.page(me, pattern, page)), page, repository.count(me, pattern));
    }

    /**
     * The latest first.
     *
     * @param after the place behind which they begin; null for the latest
     */
    public List<RenderSummary> behind(String text, @Nullable ListPlace<Instant, UUID> after, int most) {
        return summaries(repository.behind(
                actor.get().id(), SearchText.around(text), after == null ? ListPlace.LATEST : after, most));
    }

    /** In two queries however many there are. */
    private List<RenderSummary> summaries(List<Found> found) {
        Map<RenderId, List<SideRow>> sides = repository
                .sides(found.stream().map(Found::id).toList())
                .stream()
                .collect(Collectors.groupingBy(SideRow::render));
        Map<GenerationId, List<GeneratedPicture>> pictures = generation.pictures(
                sides.values().stream().flatMap(List::stream).map(SideRow::job).toList());
        return found.stream()
                .map(take -> summary(take, sides.getOrDefault(take.id(), List.of()), pictures))
                .toList();
    }

    private static RenderSummary summary(
            Found take, List<SideRow> sides, Map<GenerationId, List<GeneratedPicture>> pictures) {
        List<GeneratedPicture> all = sides.stream()
                .flatMap(side -> pictures.getOrDefault(side.job(), List.of()).stream())
                .sorted(Comparator.comparingInt(GeneratedPicture::position))
                .toList();
        List<BlobHash> drawn = all.stream()
                .flatMap(picture -> Stream.ofNullable(picture.picture()))
                .toList();
        return new RenderSummary(
                take.id(),
                take.askedAt(),
                sides.stream().map(SideRow::prompt).toList(),
                sides.stream().flatMap(side -> side.plan().loras().stream()).collect(Collectors.toSet()),
                all.size(),
                drawn.size(),
                drawn.stream().limit(THUMBNAILS).toList());
    }

    /**
     * Takes something out of one's own history; {@link #restore} takes that back.
     *
     * @throws DomainException.NotFound when it is someone else's
     */
    @Transactional
    public void remove(RenderId id) {
        if (!repository.remove(id, actor.get().id(), clock.instant())) {
            throw missing();
        }
    }

    @Transactional
    public void restore(RenderId id) {
        if (!repository.restore(id, actor.get().id())) {
            throw missing();
        }
    }

    static DomainException.NotFound missing() {
        return new DomainException.NotFound("There are no such pictures in the playground, or it was deleted.");
    }
}
