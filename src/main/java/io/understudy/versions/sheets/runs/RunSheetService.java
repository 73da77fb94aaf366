package io.understudy.versions.sheets.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.RunService;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetChanged;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetJobs;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.SheetRepository.Place;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sheets over the checkpoints of runs that train: asked for once, at one price; each column is generated when its
 * checkpoint arrives. The result's version takes the sheet over.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class RunSheetService {
    private final RunSheetRepository repository;
    private final SheetRepository sheets;
    private final SheetJobs jobs;
    private final RunSheetQueue queue;
    private final RunService runs;
    private final TrainingBackends backends;
    private final RecalledSnapshots recalls;
    private final SheetPlanService plans;
    private final CharacterService characters;
    private final GenerationService generation;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunSheetService(
            RunSheetRepository repository,
            SheetRepository sheets,
            SheetJobs jobs,
            RunSheetQueue queue,
            RunService runs,
            TrainingBackends backends,
            RecalledSnapshots recalls,
            SheetPlanService plans,
            CharacterService characters,
            GenerationService generation,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.sheets = sheets;
        this.jobs = jobs;
        this.queue = queue;
        this.runs = runs;
        this.backends = backends;
        this.recalls = recalls;
        this.plans = plans;
        this.characters = characters;
        this.generation = generation;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** What resuming the stopped columns of a sheet would mean; empty while any is being generated, and without one. */
    public Optional<GenerationResumeOffer> resumeOffer(SheetId sheet) {
        return jobs.resumeOffer(jobs.stopped(sheet));
    }

    /**
     * Resumes every stopped column of a sheet.
     *
     * @param agreed what the person was shown and agreed to; null where it is free
     * @throws DomainException.Conflict when none is stopped any longer, or they would now cost more
     */
    @Transactional
    public void resume(SheetId sheet, @Nullable GenerationResumeOffer agreed) {
        jobs.resume(usable(sheet), agreed);
    }

    /** What {@link #sendAgain} would mean; empty where no request is left that could be given up. */
    public Optional<GenerationResumeOffer> sendAgainOffer(SheetId sheet) {
        return jobs.sendAgainOffer(jobs.stopped(sheet));
    }

    /** As {@link #resume}, but gives up requests that the service still has: both may be paid. */
    @Transactional
    public void sendAgain(SheetId sheet, GenerationResumeOffer agreed) {
        jobs.sendAgain(usable(sheet), agreed);
    }

    private List<GenerationId> usable(SheetId id) {
        sheets.lock(id);
        RunSheetRepository.Head sheet = repository
                .find(id)
                .filter(found -> found.version() == null)
                .orElseThrow(() -> new DomainException.Conflict(
                        "A version has this sheet by now. Reload the page and open it there."));
        recalls.requireUsable(runs.details(sheet.run()).snapshot());
        return jobs.stopped(id);
    }

    /** Of the sheet of a run, also where a version has it. */
    public Optional<SheetId> idOf(RunId run) {
        return repository.ofRun(run).map(RunSheetRepository.Head::id);
    }

    /** As long as no version has it. */
    public Optional<RunSheet> of(RunId run) {
        return repository.ofRun(run).filter(sheet -> sheet.version() == null).map(sheet -> {
            Map<Integer, String> begun = begun(sheet.id());
            List<SheetCell> cells = sheets.cells(sheet.id()).stream()
                    .map(cell -> explained(cell, begun))
                    .toList();
            return new RunSheet(
                    sheet.id(),
                    run,
                    sheet.settings(),
                    sheet.madeByName(),
                    sheet.madeAt(),
                    cells.stream().map(SheetCell::column).distinct().toList(),
                    cells.stream().map(SheetCell::row).distinct().toList(),
                    cells);
        });
    }

    /** What became of places whose pictures were ordered, by position. */
    private Map<Integer, String> begun(SheetId sheet) {
        Map<Integer, GenerationId> ordered = repository.begun(sheet);
        Map<GenerationId, String> words = generation.details(Set.copyOf(ordered.values())).stream()
                .collect(Collectors.toMap(
                        GenerationDetails::id,
                        job -> job.state().isOver() ? "Not generated: its generation stopped." : "Being generated"));
        return ordered.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, job -> Objects.requireNonNull(words.get(job.getValue()))));
    }

    private static SheetCell explained(SheetCell cell, Map<Integer, String> begun) {
        if (cell.picture() != null || cell.words() != null) {
            return cell;
        }
        String words = begun.getOrDefault(
                cell.position(), "Waiting for " + cell.column().label());
        return new SheetCell(cell.position(), cell.row(), cell.column(), null, null, words);
    }

    /** Whether one may be asked for: the run trains, will have checkpoints to compare, and has none yet. */
    public boolean isOffered(RunId id) {
        RunDetails run = runs.details(id);
        return !run.state().isOver()
                && isOffered(run.backend(), run.parameters())
                && repository.ofRun(id).isEmpty();
    }

    /**
     * Whether a run that is not launched yet would have checkpoints to compare.
     *
     * @param trainer the backend that would train it
     */
    public boolean isOffered(String trainer, TrainingSettings run) {
        return !backends.ignoredBy(trainer).contains(JobField.SAVE_EVERY)
                && run.saveEvery() > 0
                && run.saveEvery() < run.steps();
    }

    /** Those that support the model that the run trains. */
    public List<GenerationBackendChoice> backends(RunId id) {
        return backends(runs.details(id).backend());
    }

    /** Those that support the model that runs of a backend train. */
    public List<GenerationBackendChoice> backends(String trainer) {
        return generation.backends(backends.baseModelOf(trainer));
    }

    /** @throws DomainException.RuleViolation when the backend does not support the model */
    public RunSheetOffer offer(RunId id, String backend) {
        RunDetails run = runs.details(id);
        return offer(run.character(), run.backend(), run.parameters(), backend);
    }

    /**
     * What it would be for a run that is not launched yet.
     *
     * @param trainer the backend that would train it
     * @throws DomainException.RuleViolation when the backend does not support the model
     */
    public RunSheetOffer offer(CharacterId character, String trainer, TrainingSettings run, String backend) {
        GenerationBackendChoice choice = choice(trainer, backend);
        List<SheetColumn> columns = columns(run);
        PictureSettings settings = choice.capabilities().proposed();
        int pictures = places(character, run, plan(character, trainer), columns).size();
        return new RunSheetOffer(
                choice,
                columns,
                pictures,
                generation.estimate(choice.id(), settings, pictures),
                generation.cost(choice.id(), settings, pictures));
    }

    private GenerationBackendChoice choice(String trainer, String backend) {
        return backends(trainer).stream()
                .filter(one -> one.id().equals(backend))
                .findFirst()
                .orElseThrow(
                        () -> DomainException.RuleViolation.in(
                                "backend",
                                "This backend is not connected, or does not support the model of this run. Choose another one."));
    }

    /**
     * Orders the sheet. Its pictures count against the limit of the person who asks at once, all of them.
     *
     * @throws DomainException.Conflict when the run has ended or has a sheet, or it would now cost more
     * @throws DomainException.RuleViolation when it costs more than the person may spend
     */
    @Transactional
    public SheetId order(RunId id, RunSheetOffer agreed) {
        RunDetails run = runs.details(id);
        recalls.requireUsable(run.snapshot());
        if (!isOffered(id)) {
            throw new DomainException.Conflict(
                    "Run %d has ended, or has a sheet over its checkpoints already. Reload the page."
                            .formatted(run.number()));
        }
        RunSheetOffer now = offer(id, agreed.backend().id());
        BigDecimal amount = now.cost().amount();
        if (amount == null) {
            throw new DomainException.Conflict(
                    "Nothing was ordered: this backend has no price yet. Ask an admin to enter its price in Settings.");
        }
        if (!now.cost().isCoveredBy(agreed.cost())) {
            throw new DomainException.Conflict("Nothing was ordered: these pictures cost about " + Dollars.of(amount)
                    + " now. Open the offer again and confirm that.");
        }
        SheetId sheet = new SheetId(UUID.randomUUID());
        PictureSettings settings = now.backend().capabilities().proposed();
        generation.reserve(now.backend().id(), settings, now.pictures(), sheet.value());
        CostEstimate price = generation.unitCost(now.backend().id());
        SheetPlan plan = plan(run.character(), run.backend());
        Actor by = actor.get();
        try {
            repository.add(new RunSheetRepository.Head(
                    sheet,
                    null,
                    id,
                    run.character(),
                    plan.edition(),
                    run.parameters().triggerWord(),
                    now.backend().id(),
                    settings,
                    by.id(),
                    by.name(),
                    clock.instant(),
                    price.free() ? null : price.amount()));
        } catch (DuplicateKeyException meanwhile) {
            throw new DomainException.Conflict("Someone else asked for this sheet first. Reload the page.", meanwhile);
        }
        sheets.addPlaces(sheet, places(run.character(), run.parameters(), plan, now.columns()));
        auditEvents.publish(
                "sheet.made",
                new AuditEvent.Subject("sheet", sheet.value().toString(), "checkpoints of run " + run.number()),
                Map.of(
                        "plan edition", Integer.toString(plan.edition()),
                        "pictures", Integer.toString(now.pictures()),
                        "backend", now.backend().id()));
        events.publishEvent(new SheetChanged(sheet));
        queue.add(sheet);
        return sheet;
    }

    private SheetPlan plan(CharacterId character, String trainer) {
        return plans.of(character, backends.baseModelOf(trainer));
    }

    private List<Place> places(CharacterId character, TrainingSettings run, SheetPlan plan, List<SheetColumn> columns) {
        return Place.of(
                plan.checkpointPrompts(characters.get(character).subject()),
                plan,
                run.triggerWord(),
                columns,
                column -> null);
    }

    private static List<SheetColumn> columns(TrainingSettings run) {
        Strength strength = StrengthWindow.ofTheGuide().best();
        List<SheetColumn> columns = new ArrayList<>();
        columns.add(new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE));
        SheetColumn.spread(steps(run), CheckpointSheetService.MOST_CHECKPOINTS)
                .forEach(step -> columns.add(SheetColumn.checkpoint(step, strength)));
        return columns;
    }

    /** At which the run will have a checkpoint, the last step among them. */
    private static List<Integer> steps(TrainingSettings settings) {
        int every = settings.saveEvery();
        return every == 0
                ? List.of(settings.steps())
                : Stream.concat(
                                IntStream.iterate(every, step -> step < settings.steps(), step -> step + every)
                                        .boxed(),
                                Stream.of(settings.steps()))
                        .toList();
    }
}
