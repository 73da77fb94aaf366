package io.understudy.mcp;

import io.understudy.billing.CostEstimate;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.Budgets;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.RunRoutes;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunService;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Estimates runs, and launches those that cost nothing. */
@Component
class LaunchTools implements ToolSet {
    private final RunService runs;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final Budgets budgets;
    private final CurrentActor actor;
    private final PublicUrl urls;

    LaunchTools(
            RunService runs,
            CharacterService characters,
            DatasetService datasets,
            Budgets budgets,
            CurrentActor actor,
            PublicUrl urls) {
        this.runs = runs;
        this.characters = characters;
        this.datasets = datasets;
        this.budgets = budgets;
        this.actor = actor;
        this.urls = urls;
    }

    /**
     * @param obstacle why the backend cannot be chosen now; null where it can
     * @param free whether launch_run may use it
     * @param dollars null when it is free, or nobody has entered a price
     */
    record Estimate(
            String backend,
            @Nullable Quote name,
            @Nullable String obstacle,
            boolean free,
            @Nullable BigDecimal dollars,
            long seconds,
            @NumbersOnly TrainingSettings settings) {}

    record Launched(boolean launched, long run, boolean repeated, String page) {}

    record ForAPerson(
            boolean launched, String why, @Nullable BigDecimal dollars, String page) {}

    @Override
    public List<Tool> tools() {
        Parameter backend = Parameter.text("backend", 100, "Id of a backend, as estimate_run names it.");
        return List.of(
                Tool.reading(
                        "estimate_run",
                        "How long a run would take and what it would cost, on one backend or on each of them. What is"
                                + " left out is that of the backend's first preset.",
                        with(List.of(Parameter.character(), backend.optional()), settings()),
                        this::estimate),
                new Tool(
                        "launch_run",
                        "Freezes the dataset of a character and queues a training run on a backend that is free. On one"
                                + " that charges, nothing is launched: the answer has the page where a person does it.",
                        TokenScope.TRAIN,
                        false,
                        true,
                        with(
                                with(List.of(Parameter.character(), backend), settings()),
                                List.of(
                                        Parameter.flag(
                                                        "fewerPicturesConfirmed",
                                                        "That fewer pictures than the guide asks for are enough.")
                                                .optional(),
                                        Parameter.text(
                                                        "request",
                                                        100,
                                                        "A name of your own for this launch: it gives one run,"
                                                                + " however often it is sent.")
                                                .optional())),
                        this::launch));
    }

    private static List<Parameter> settings() {
        return Stream.of(
                        Parameter.whole("steps", 1, 10_000, "Optimiser steps."),
                        Parameter.decimal("learningRate", 0, 1, "Such as 0.0001."),
                        Parameter.whole("rank", 1, 128, "Rank of the low-rank pairs."),
                        Parameter.decimal("alpha", 0, 1_000, "The update is scaled by alpha / rank."),
                        Parameter.whole("batchSize", 1, 8, "Pictures in each step."),
                        Parameter.whole("resolution", 1, 10_000, "Edge length in pixels."),
                        Parameter.whole("seed", 0, Integer.MAX_VALUE, "Of everything random; 1 if left out."),
                        Parameter.whole("sampleEvery", 0, 10_000, "Steps between samples; 0 for none."),
                        Parameter.whole("saveEvery", 0, 10_000, "Steps between checkpoints; 0 for the last only."))
                .map(Parameter::optional)
                .toList();
    }

    private static List<Parameter> with(List<Parameter> some, List<Parameter> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private Object estimate(Arguments asked) {
        CharacterSummary whose = characters.bySlug(asked.text("character"));
        int pictures = Math.max(1, datasets.includedPictures(whose.id()));
        List<BackendChoice> wanted =
                asked.words("backend").map(id -> List.of(backend(id))).orElseGet(runs::backends);
        return new Listed<>(
                wanted.stream()
                        .map(backend -> estimate(backend, settings(asked, whose, backend), pictures))
                        .toList(),
                false);
    }

    private Estimate estimate(BackendChoice backend, TrainingSettings settings, int pictures) {
        CostEstimate cost = runs.cost(backend.id(), settings);
        return new Estimate(
                backend.id(),
                Quote.of(backend.displayName()),
                backend.obstacle(),
                cost.free(),
                cost.free() ? null : cost.amount(),
                runs.estimate(backend.id(), settings, pictures).toSeconds(),
                settings);
    }

    private BackendChoice backend(String id) {
        return runs.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend", "There is no backend “" + id + "”. Leave it out of estimate_run to see all."));
    }

    private static TrainingSettings settings(Arguments asked, CharacterSummary whose, BackendChoice backend) {
        BackendPreset usual = backend.capabilities().presets().getFirst();
        TriggerWord trigger = whose.triggerWord();
        long seed = asked.longNumber("seed").orElse(1L);
        int steps = asked.number("steps", usual.steps());
        return new TrainingSettings(
                trigger,
                steps,
                asked.decimal("learningRate", usual.learningRate()),
                asked.number("rank", usual.rank()),
                asked.decimal("alpha", usual.alpha()),
                asked.number("batchSize", usual.batchSize()),
                asked.number("resolution", usual.resolution()),
                seed,
                asked.number("sampleEvery", Math.min(steps, usual.sampleEvery())),
                asked.number("saveEvery", Math.min(steps, usual.saveEvery())),
                List.of(new SamplePrompt(trigger.value() + ", portrait", seed)),
                Map.of());
    }

    private Object launch(Arguments asked) {
        if (budgets.take(Budget.LAUNCHES, actor.get().id()).isPresent()) {
            throw new DomainException.Conflict("Too many runs were launched within a minute: try again later.");
        }
        CharacterSummary whose = characters.bySlug(asked.text("character"));
        BackendChoice backend = backend(asked.text("backend"));
        TrainingSettings settings = settings(asked, whose, backend);
        CostEstimate cost = runs.cost(backend.id(), settings);
        if (!cost.free()) {
            return new ForAPerson(
                    false,
                    "This backend charges for a run, so a person launches it on this page.",
                    cost.amount(),
                    urls.of(RunRoutes.launch(whose.slug())));
        }
        // Without a maximum cost the service refuses a price that was entered meanwhile.
        LaunchResult launched = runs.launch(
                new LaunchRequest(
                        whose.id(), backend.id(), settings, asked.flag("fewerPicturesConfirmed"), key(asked), null),
                (BigDecimal) null);
        return new Launched(true, launched.number(), launched.repeated(), urls.of(RunRoutes.of(launched.number())));
    }

    /** Of the token and its own name for the launch, so that an answer that was lost costs no second run. */
    private static UUID key(Arguments asked) {
        String token =
                TokenGrant.current().map(grant -> grant.token().toString()).orElse("");
        return asked.words("request")
                .map(name -> UUID.nameUUIDFromBytes(("mcp\n" + token + "\n" + name).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID);
    }
}
