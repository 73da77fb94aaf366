package io.understudy.versions.sheets.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.training.runs.RunChanged;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetChanged;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.SheetRepository.Place;
import io.understudy.versions.sheets.SheetRepository.Shown;
import io.understudy.versions.sheets.runs.RunSheetRepository.Head;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has the columns of sheets generated whose checkpoints have arrived, on a thread of its own: the run never waits for a
 * file that is made of a checkpoint, nor for a picture.
 */
@Component
public class RunSheetQueue extends BackgroundQueue<SheetId> {
    /** Of prices as they are kept. */
    private static final int DIGITS = 4;

    static final String ENDED = "The run ended before this checkpoint.";

    private final RunSheetRepository repository;
    private final SheetRepository sheets;
    private final RunService runs;
    private final CheckpointFileService files;
    private final RecalledSnapshots recalls;
    private final TeamService team;
    private final GenerationService generation;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    RunSheetQueue(
            RunSheetRepository repository,
            SheetRepository sheets,
            RunService runs,
            CheckpointFileService files,
            RecalledSnapshots recalls,
            TeamService team,
            GenerationService generation,
            BlobStore blobs,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("run-sheets", claims, enabled);
        this.repository = repository;
        this.sheets = sheets;
        this.runs = runs;
        this.files = files;
        this.recalls = recalls;
        this.team = team;
        this.generation = generation;
        this.blobs = blobs;
        this.events = events;
        this.transaction = transaction;
    }

    /** Checkpoints themselves are found by the next look: the run's own transactions stay as short as they are. */
    @EventListener
    void moved(RunChanged change) {
        if (change.moved()) {
            repository.ofRun(change.progress().run()).ifPresent(sheet -> add(sheet.id()));
        }
    }

    /** In the transaction that makes the version. */
    @EventListener
    void hasResult(VersionChanged change) {
        repository.ofResult(change.version()).ifPresent(sheet -> {
            give(sheet, change.version());
            add(sheet);
        });
    }

    private void give(SheetId sheet, VersionId version) {
        if (repository.give(sheet, version, sheets.nextNumber(version))) {
            events.publishEvent(new SheetChanged(sheet));
        }
    }

    @Override
    protected List<SheetId> waiting() {
        return repository.waiting();
    }

    @Override
    protected String subject(SheetId sheet) {
        return sheet.value().toString();
    }

    @Override
    protected void perform(SheetId id) {
        RunAs.run(() -> repository.find(id).ifPresent(this::drawArrived));
    }

    @Override
    protected void giveUp(SheetId id) {
        RunAs.run(() -> end(id, "Not generated: it was started %d times and never finished.".formatted(MOST_ATTEMPTS)));
    }

    private void drawArrived(Head sheet) {
        RunDetails run = runs.details(sheet.run());
        boolean isOver = run.state().isOver();
        if (isOver && sheet.version() == null) {
            transaction.executeWithoutResult(
                    status -> repository.result(run.id()).ifPresent(version -> give(sheet.id(), version)));
        }
        if (recalls.of(run.snapshot()).isPresent()) {
            end(sheet.id(), "Not generated: photos of this run were recalled.");
            return;
        }
        Optional<String> removed = generation.formerName(sheet.backend());
        if (removed.isPresent()) {
            end(sheet.id(), "Not generated: “" + removed.get() + "” was removed.");
            return;
        }
        if (generation.isOpen(sheet.backend()) && drawArrived(sheet, run) && isOver) {
            end(sheet.id(), ENDED);
        }
        if (!isOver && repository.waitAgain(sheet.id(), ENDED) > 0) {
            changed(sheet.id());
        }
        if (!repository.isWaiting(sheet.id())) {
            generation.release(sheet.id().value());
        }
    }

    /** @return false when the backend was paused meanwhile */
    private boolean drawArrived(Head sheet, RunDetails run) {
        boolean isOpen = draw(sheet, run, null, null);
        Map<Integer, @Nullable BlobHash> kept = files.kept(run.id());
        for (int step : repository.openSteps(sheet.id())) {
            if (step == run.parameters().steps() && run.lora() != null) {
                isOpen &= draw(sheet, run, step, run.lora());
            } else if (kept.containsKey(step)) {
                isOpen &= file(sheet, run, step)
                        .map(lora -> draw(sheet, run, step, lora))
                        .orElse(true);
            }
        }
        return isOpen;
    }

    private Optional<BlobHash> file(Head sheet, RunDetails run, int step) {
        try {
            return Optional.of(files.lora(run, step).hash());
        } catch (DomainException unreadable) {
            explain(sheet, step, null, unreadable);
            return Optional.empty();
        }
    }

    /**
     * @param step null for the column without a LoRA
     * @param lora null for that column
     * @return false when the backend was paused meanwhile: a later look orders the column
     */
    private boolean draw(Head sheet, RunDetails run, @Nullable Integer step, @Nullable BlobHash lora) {
        try {
            transaction.executeWithoutResult(status -> order(sheet, run, step, lora));
        } catch (DomainException refused) {
            if (!generation.isOpen(sheet.backend())) {
                return false;
            }
            explain(sheet, step, lora, refused);
        }
        return true;
    }

    private void order(Head sheet, RunDetails run, @Nullable Integer step, @Nullable BlobHash lora) {
        sheets.lock(sheet.id());
        List<Place> open = repository.open(sheet.id(), step).stream()
                .map(place -> new Place(place.position(), place.row(), place.column(), lora))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        if (step != null && lora != null) {
            repository.file(sheet.id(), step, lora);
        }
        Map<Shown, BlobHash> known = sheets.known(sheet.backend(), sheet.settings(), open);
        List<Place> missing = new ArrayList<>();
        for (Place place : open) {
            BlobHash picture = known.get(Shown.of(place));
            if (picture == null) {
                missing.add(place);
            } else {
                blobs.retain(picture);
                sheets.reuse(sheet.id(), place.position(), picture);
            }
        }
        if (!missing.isEmpty()) {
            requireAgreed(sheet);
            sheets.assign(
                    sheet.id(),
                    submit(sheet, run, missing, lora),
                    missing.stream().map(Place::position).toList());
        }
        events.publishEvent(new SheetChanged(sheet.id()));
    }

    /** @throws DomainException.Conflict when the price is higher by now than the person agreed to */
    private void requireAgreed(Head sheet) {
        CostEstimate price = generation.unitCost(sheet.backend());
        BigDecimal amount = price.amount();
        BigDecimal agreed = sheet.agreed();
        if (!price.free()
                && (amount == null
                        || agreed == null
                        || amount.setScale(DIGITS, RoundingMode.HALF_UP).compareTo(agreed) > 0)) {
            throw new DomainException.Conflict("Not generated: it would cost more than was agreed to.");
        }
    }

    /** @throws DomainException.RuleViolation when the person who asked for the sheet may not order it any longer */
    private GenerationId submit(Head sheet, RunDetails run, List<Place> places, @Nullable BlobHash lora) {
        SheetColumn column = places.getFirst().column();
        String name = "Run " + run.number() + ", " + column.label();
        GenerationRequest request = new GenerationRequest(
                sheet.backend(),
                "Checkpoint sheet of run %d, %s".formatted(run.number(), column.label()),
                sheet.character(),
                sheet.settings(),
                lora == null ? List.of() : List.of(new GenerationRequest.Lora(name, lora)),
                places.stream()
                        .map(place -> new GenerationRequest.Picture(
                                place.row().prompt(),
                                place.row().seed(),
                                lora == null ? List.<Strength>of() : List.of(column.strength())))
                        .toList(),
                UUID.randomUUID());
        Role role = team.role(new AccountId(sheet.madeBy()))
                .orElseThrow(() -> new DomainException.RuleViolation(
                        "Not generated: the account of " + sheet.madeByName() + " is deactivated."));
        return generation.submitAgreed(
                request,
                new Actor(sheet.madeBy(), sheet.madeByName()),
                role,
                sheet.id().value());
    }

    /** @param lora the file of a column that was refused, with which a person may still order it */
    private void explain(Head sheet, @Nullable Integer step, @Nullable BlobHash lora, DomainException problem) {
        transaction.executeWithoutResult(status -> {
            if (step != null
                    && lora != null
                    && !repository.open(sheet.id(), step).isEmpty()) {
                blobs.retain(lora);
                repository.file(sheet.id(), step, lora);
            }
            repository.explain(sheet.id(), step, problem.words());
            events.publishEvent(new SheetChanged(sheet.id()));
        });
    }

    private void end(SheetId sheet, String words) {
        transaction.executeWithoutResult(status -> {
            if (repository.endAll(sheet, words) > 0) {
                events.publishEvent(new SheetChanged(sheet));
            }
            generation.release(sheet.value());
        });
    }

    private void changed(SheetId sheet) {
        transaction.executeWithoutResult(status -> events.publishEvent(new SheetChanged(sheet)));
    }
}
