package io.understudy.prompts.playground;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationService;
import io.understudy.generation.GeneratorChoice;
import io.understudy.generation.backend.GenerationEstimate;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.people.MembersOnly;
import io.understudy.prompts.playground.TakeRows.Head;
import io.understudy.prompts.playground.TakeRows.SideRow;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.shared.Actor;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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

    private final TakeRows rows;
    private final LoraShelf shelf;
    private final GenerationService generation;
    private final CurrentActor actor;
    private final Clock clock;

    PlaygroundService(TakeRows rows, LoraShelf shelf, GenerationService generation, CurrentActor actor, Clock clock) {
        this.rows = rows;
        this.shelf = shelf;
        this.generation = generation;
        this.actor = actor;
        this.clock = clock;
    }

    public List<GeneratorChoice> backends() {
        return generation.backends();
    }

    public GenerationEstimate estimate(String backend, PictureSettings settings, int pictures) {
        return generation.estimate(backend, settings, pictures);
    }

    /**
     * Has the pictures generated in the background: a job per side, which survives a restart.
     *
     * @throws Refusal.RuleBroken when a LoRA cannot be used, or a setting is out of the backend's limits
     * @throws Refusal.Conflict when a take with this id was asked for already
     */
    @Transactional
    public TakeId render(TakeRequest request) {
        GeneratorChoice backend = backend(request.backend());
        List<DrawableStack> stacks = request.sides().stream()
                .map(side -> DrawableStack.of(side.plan(), shelf, backend))
                .toList();
        Actor by = actor.get();
        try {
            rows.add(request, by, clock.instant(), words(request, stacks));
        } catch (DuplicateKeyException twice) {
            throw new Refusal.Conflict("These pictures were already requested.", twice);
        }
        for (int position = 0; position < request.sides().size(); position++) {
            TakeRequest.Side side = request.sides().get(position);
            GenerationId job = generation.submit(GenerationRequest.stacked(
                    request.backend(),
                    "Playground: " + brief(side.prompt()),
                    stacks.get(position).character(),
                    request.settings(),
                    stacks.get(position).stacked(),
                    List.of(side.prompt()),
                    request.seeds(),
                    UUID.randomUUID()));
            rows.add(request.id(), position, side, job);
        }
        return request.id();
    }

    private GeneratorChoice backend(String id) {
        return generation.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.RuleBroken.in(
                        "backend", "The generation backend “" + id + "” is not connected. Choose another one."));
    }

    private static String words(TakeRequest request, List<DrawableStack> stacks) {
        List<String> words = new ArrayList<>();
        request.sides().forEach(side -> words.add(side.prompt()));
        stacks.forEach(stack -> words.add(stack.names()));
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }

    private static String brief(String prompt) {
        return prompt.length() <= PURPOSE ? prompt : prompt.substring(0, PURPOSE - 1) + "…";
    }

    public TakeDetails get(TakeId id) {
        Head head = rows.find(id).orElseThrow(PlaygroundService::missing);
        return new TakeDetails(
                id,
                head.askedBy(),
                head.askedByName(),
                head.askedAt(),
                head.backend(),
                head.settings(),
                head.seeds(),
                rows.sides(id).stream().map(this::side).toList());
    }

    private TakeDetails.Side side(SideRow row) {
        GenerationDetails job = generation.details(row.job());
        return new TakeDetails.Side(
                row.prompt(), row.plan(), row.stack(), row.template(), job, generation.pictures(row.job()));
    }

    public Page<TakeLine> mine(String text, Pageable page) {
        UUID me = actor.get().id();
        String pattern = "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
        return new PageImpl<>(rows.page(me, pattern, page), page, rows.count(me, pattern));
    }

    /**
     * Takes something out of one's own history; {@link #restore} takes that back.
     *
     * @throws Refusal.NotFound when it is someone else's
     */
    @Transactional
    public void remove(TakeId id) {
        if (!rows.remove(id, actor.get().id(), clock.instant())) {
            throw missing();
        }
    }

    @Transactional
    public void restore(TakeId id) {
        if (!rows.restore(id, actor.get().id())) {
            throw missing();
        }
    }

    static Refusal.NotFound missing() {
        return new Refusal.NotFound("There are no such pictures in the playground, or it was deleted.");
    }
}
