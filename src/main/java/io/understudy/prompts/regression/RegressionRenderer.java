package io.understudy.prompts.regression;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.Role;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.core.Wording;
import io.understudy.prompts.playground.ExampleRepository;
import io.understudy.prompts.playground.RenderableStack;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.prompts.regression.RegressionRepository.Check;
import io.understudy.prompts.regression.RegressionRepository.PairRow;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.versions.VersionFiles;
import io.understudy.versions.VersionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class RegressionRenderer {
    private static final int MOST_PICTURES = 40;

    private static final int TAKEN_UP = 20;

    private final RegressionRepository repository;
    private final ExampleRepository examples;
    private final StackableLoraService stackableLoraService;
    private final VersionFiles versions;
    private final GenerationService generation;
    private final InboxService inbox;
    private final RegressionVerdicts verdicts;

    RegressionRenderer(
            RegressionRepository repository,
            ExampleRepository examples,
            StackableLoraService stackableLoraService,
            VersionFiles versions,
            GenerationService generation,
            InboxService inbox,
            RegressionVerdicts verdicts) {
        this.repository = repository;
        this.examples = examples;
        this.stackableLoraService = stackableLoraService;
        this.versions = versions;
        this.generation = generation;
        this.inbox = inbox;
        this.verdicts = verdicts;
    }

    private record Group(String backend, PictureSettings settings, StackPlan plan) {}

    @SystemOnly
    @Transactional
    public void begin(RegressionId id) {
        if (!repository.move(id, "WANTED", "DRAWING")) {
            return;
        }
        Check check = repository.find(id).orElseThrow();
        List<VersionId> others = versions.besides(check.version());
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
            GenerationBackendChoice backend = backend(group);
            RenderableStack stack = RenderableStack.of(group.plan(), stackableLoraService, backend);
            List<Strength> strengths = stack.stacked().stream()
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
                repository.add(check.id(), position++, some.get(index).id(), group.plan(), job, index, null);
            }
        } catch (DomainException.RuleViolation notNow) {
            for (TemplateExample example : some) {
                repository.add(check.id(), position++, example.id(), group.plan(), null, null, notNow.words());
            }
        }
        return position;
    }

    private GenerationBackendChoice backend(Group group) {
        GenerationBackendChoice backend = generation.backends().stream()
                .filter(choice -> choice.id().equals(group.backend()))
                .findFirst()
                .orElseThrow(() -> new DomainException.RuleViolation(
                        "The backend “" + group.backend() + "” that generated it is no longer connected."));
        GenerationCapabilities can = backend.capabilities();
        if (!can.allow(group.settings()) || group.plan().loras().size() > can.maxLoras()) {
            throw new DomainException.RuleViolation(
                    backend.name() + " no longer accepts the settings that generated it.");
        }
        return backend;
    }

    private String name(VersionId version) {
        LoraRef ref = new LoraRef.Version(version);
        StackableLora lora = Objects.requireNonNull(
                stackableLoraService.resolve(List.of(ref)).get(ref));
        return lora.name();
    }

    /** Comparisons that one of these jobs belongs to may be complete by now. */
    @SystemOnly
    @Transactional
    public void jobEnded(GenerationId job) {
        repository.ofJob(job).forEach(this::finishIfOver);
    }

    @SystemOnly
    @Transactional
    public List<RegressionId> takeUp() {
        repository.inState("DRAWING", TAKEN_UP).forEach(this::finishIfOver);
        return repository.inState("WANTED", TAKEN_UP);
    }

    private void finishIfOver(RegressionId id) {
        List<GenerationState> states = generation.details(repository.jobs(id)).stream()
                .map(GenerationDetails::state)
                .toList();
        if (states.stream().allMatch(GenerationState::isOver) && repository.move(id, "DRAWING", "DONE")) {
            ended(repository.find(id).orElseThrow(), states.contains(GenerationState.CANCELLED));
        }
    }

    /** Reviewers may have judged pictures before the last one was there. */
    private void ended(Check check, boolean cancelled) {
        List<PairRow> pairs = repository.pairs(check.id());
        RegressionCounts counts =
                RegressionCounts.of(pairs.stream().flatMap(pair -> Stream.ofNullable(pair.verdict())));
        RegressionState state = RegressionState.of(true, generated(check.id()), counts);
        if (cancelled || !state.isVerdict()) {
            askReviewers(check, pairs.size(), cancelled);
        } else if (state != RegressionState.WORSE) {
            verdicts.announce(check, state, counts, lastJudge(pairs));
        }
    }

    private int generated(RegressionId id) {
        return (int) generation.pictures(repository.jobs(id)).values().stream()
                .flatMap(List::stream)
                .filter(picture -> picture.picture() != null)
                .count();
    }

    private static String lastJudge(List<PairRow> pairs) {
        return pairs.stream()
                .filter(pair -> pair.judgedAt() != null)
                .max(Comparator.comparing(pair -> Objects.requireNonNull(pair.judgedAt())))
                .map(PairRow::judgedBy)
                .orElseThrow();
    }

    private void askReviewers(Check check, int pictures, boolean cancelled) {
        inbox.sendToAll(
                Role.REVIEWER,
                new Notice(
                        NoticeKind.REQUEST,
                        "Is " + Wording.cut(name(check.version()), 70) + " better than what was before?",
                        cancelled
                                ? "Its examples can be generated again; the page says what that costs."
                                : pictures + (pictures == 1 ? " example is" : " examples are")
                                        + " generated again, next to the old pictures.",
                        RegressionRoutes.of(check.id())));
    }
}
