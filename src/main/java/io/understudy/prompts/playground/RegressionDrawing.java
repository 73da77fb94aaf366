package io.understudy.prompts.playground;

import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationService;
import io.understudy.generation.GenerationState;
import io.understudy.generation.GeneratorChoice;
import io.understudy.generation.backend.GenerationCapabilities;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.inbox.InboxService;
import io.understudy.inbox.Notice;
import io.understudy.inbox.NoticeKind;
import io.understudy.people.Role;
import io.understudy.people.SystemOnly;
import io.understudy.prompts.playground.RegressionRows.Check;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.shared.Refusal;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class RegressionDrawing {
    private static final int MOST_PICTURES = 40;

    private static final int TAKEN_UP = 20;

    private final RegressionRows rows;
    private final ExampleRows examples;
    private final LoraShelf shelf;
    private final GenerationService generation;
    private final InboxService inbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RegressionDrawing(
            RegressionRows rows,
            ExampleRows examples,
            LoraShelf shelf,
            GenerationService generation,
            InboxService inbox,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.examples = examples;
        this.shelf = shelf;
        this.generation = generation;
        this.inbox = inbox;
        this.events = events;
        this.clock = clock;
    }

    /** Writes down, in the transaction of the approval, that there is something to generate; the work comes later. */
    @EventListener
    public void changed(VersionChanged change) {
        if (change.state() != VersionState.APPROVED
                || examples.drawnWith(rows.others(change.version()), 1).isEmpty()) {
            return;
        }
        RegressionId id = new RegressionId(UUID.randomUUID());
        if (rows.want(id, change.character(), change.version(), clock.instant())) {
            events.publishEvent(new RegressionWanted(id));
        }
    }

    private record Group(String backend, PictureSettings settings, StackPlan plan) {}

    @SystemOnly
    @Transactional
    public void begin(RegressionId id) {
        if (!rows.move(id, "WANTED", "DRAWING")) {
            return;
        }
        Check check = rows.find(id).orElseThrow();
        List<VersionId> others = rows.others(check.version());
        Set<LoraRef> replaced = new HashSet<>();
        others.forEach(version -> replaced.add(new LoraRef.Version(version)));
        Map<Group, List<TemplateExample>> groups = new LinkedHashMap<>();
        for (TemplateExample example : examples.drawnWith(others, MOST_PICTURES)) {
            StackPlan plan = with(check.version(), replaced, example.plan());
            groups.computeIfAbsent(new Group(example.backend(), example.settings(), plan), group -> new ArrayList<>())
                    .add(example);
        }
        int position = 0;
        for (Map.Entry<Group, List<TemplateExample>> group : groups.entrySet()) {
            position = draw(check, group.getKey(), group.getValue(), position);
        }
        finishIfOver(id);
    }

    private static StackPlan with(VersionId version, Set<LoraRef> replaced, StackPlan plan) {
        return new StackPlan(plan.layers().stream()
                .map(layer -> layer.lora() != null && replaced.contains(layer.lora())
                        ? layer.with(new LoraRef.Version(version))
                        : layer)
                .toList());
    }

    private int draw(Check check, Group group, List<TemplateExample> some, int from) {
        int position = from;
        try {
            GeneratorChoice backend = backend(group);
            DrawableStack stack = DrawableStack.of(group.plan(), shelf, backend);
            List<Double> strengths = stack.stacked().stream()
                    .map(GenerationRequest.Stacked::strength)
                    .toList();
            GenerationId job = generation.propose(new GenerationRequest(
                    group.backend(),
                    "Examples generated again with " + name(check.version()),
                    check.character(),
                    group.settings(),
                    stack.stacked().stream()
                            .map(GenerationRequest.Stacked::lora)
                            .toList(),
                    some.stream()
                            .map(example -> new GenerationRequest.Picture(example.prompt(), example.seed(), strengths))
                            .toList(),
                    UUID.randomUUID()));
            for (int index = 0; index < some.size(); index++) {
                rows.add(check.id(), position++, some.get(index).id(), group.plan(), job, index, null);
            }
        } catch (Refusal.RuleBroken notNow) {
            for (TemplateExample example : some) {
                rows.add(check.id(), position++, example.id(), group.plan(), null, null, notNow.words());
            }
        }
        return position;
    }

    private GeneratorChoice backend(Group group) {
        GeneratorChoice backend = generation.backends().stream()
                .filter(choice -> choice.id().equals(group.backend()))
                .findFirst()
                .orElseThrow(() -> new Refusal.RuleBroken(
                        "The backend “" + group.backend() + "” that generated it is no longer connected."));
        GenerationCapabilities can = backend.capabilities();
        PictureSettings settings = group.settings();
        if (!can.side().allows(settings.width())
                || !can.side().allows(settings.height())
                || !can.steps().allows(settings.steps())
                || !can.guidance().allows(settings.guidance())
                || group.plan().loras().size() > can.maxLoras()) {
            throw new Refusal.RuleBroken(backend.name() + " no longer accepts the settings that generated it.");
        }
        return backend;
    }

    private String name(VersionId version) {
        LoraRef ref = new LoraRef.Version(version);
        StackableLora lora = Objects.requireNonNull(shelf.resolve(List.of(ref)).get(ref));
        return lora.name();
    }

    /** Comparisons that one of these jobs belongs to may be complete by now. */
    @SystemOnly
    @Transactional
    public void jobEnded(GenerationId job) {
        rows.ofJob(job).forEach(this::finishIfOver);
    }

    @SystemOnly
    @Transactional
    public List<RegressionId> takeUp() {
        rows.inState("DRAWING", TAKEN_UP).forEach(this::finishIfOver);
        return rows.inState("WANTED", TAKEN_UP);
    }

    private void finishIfOver(RegressionId id) {
        List<GenerationState> states = rows.jobs(id).stream()
                .map(job -> generation.details(job).state())
                .toList();
        if (states.stream().allMatch(GenerationState::isOver) && rows.move(id, "DRAWING", "DONE")) {
            Check check = rows.find(id).orElseThrow();
            int pictures = rows.pairs(id).size();
            inbox.tellAll(
                    Role.REVIEWER,
                    new Notice(
                            NoticeKind.REQUEST,
                            "Is " + brief(name(check.version())) + " better than what was before?",
                            states.contains(GenerationState.CANCELLED)
                                    ? "Its examples can be generated again; the page says what that costs."
                                    : pictures + (pictures == 1 ? " example is" : " examples are")
                                            + " generated again, next to the old pictures.",
                            "prompts/regressions/" + id.value()));
        }
    }

    private static String brief(String name) {
        return name.length() <= 70 ? name : name.substring(0, 69) + "…";
    }
}
