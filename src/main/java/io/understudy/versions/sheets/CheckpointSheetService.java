package io.understudy.versions.sheets;

import io.understudy.characters.CharacterService;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunDetails;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sheets over the checkpoints of the run that a version comes from, by the character's plan. Where every prompt of the plan
 * calls the character, the first ones are repeated without the trigger word: they show what leaks into other pictures.
 */
@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class CheckpointSheetService {
    /** Evenly spread over the run, the last one among them. */
    public static final int MOST_CHECKPOINTS = 12;

    private final SheetRepository repository;
    private final SheetPlanService plans;
    private final SheetDrawer drawer;
    private final VersionService versions;
    private final RunService runs;
    private final CheckpointFileService files;
    private final CharacterService characters;
    private final TransactionOperations transaction;

    CheckpointSheetService(
            SheetRepository repository,
            SheetPlanService plans,
            SheetDrawer drawer,
            VersionService versions,
            RunService runs,
            CheckpointFileService files,
            CharacterService characters,
            TransactionOperations transaction) {
        this.repository = repository;
        this.plans = plans;
        this.drawer = drawer;
        this.versions = versions;
        this.runs = runs;
        this.files = files;
        this.characters = characters;
        this.transaction = transaction;
    }

    public List<SheetSummary> ofVersion(VersionId version) {
        return repository.ofVersion(version, SheetKind.CHECKPOINTS);
    }

    /** The steps that a sheet would show; empty where there are not two checkpoints to compare. */
    public List<Integer> steps(VersionId version) {
        Map<Integer, @Nullable BlobHash> shown = shown(versions.details(version));
        return shown.size() < 2 ? List.of() : List.copyOf(shown.keySet());
    }

    /** Checkpoints that are kept, of which a sheet shows at most {@link #MOST_CHECKPOINTS}. */
    public int count(VersionId version) {
        return kept(versions.details(version)).size();
    }

    /** @param settings null for those that the backend proposes */
    public SheetPreview preview(VersionId version, String backend, @Nullable PictureSettings settings) {
        VersionDetails details = versions.details(version);
        return drawer.preview(draft(details, shown(details)), drawer.choice(version, backend), settings);
    }

    /**
     * Makes the LoRA files that are missing and has the pictures generated.
     *
     * @param settings null for those that the backend proposes
     * @throws DomainException.RuleViolation when a checkpoint cannot be read, or the backend does not support its model
     */
    public SheetId draw(VersionId version, String backend, @Nullable PictureSettings settings) {
        VersionDetails details = versions.details(version);
        drawer.requireUsable(version);
        Map<Integer, @Nullable BlobHash> shown = shown(details);
        if (shown.size() < 2) {
            throw new DomainException.Conflict("No two checkpoints of this run are kept any longer. Reload the page.");
        }
        run(details)
                .ifPresent(run -> shown.replaceAll(
                        (step, file) -> file == null ? files.lora(run, step).hash() : file));
        return Objects.requireNonNull(transaction.execute(
                status -> drawer.draw(draft(details, shown), drawer.choice(version, backend), settings)));
    }

    private Optional<RunDetails> run(VersionDetails version) {
        return version.card().trained().map(VersionOrigin.Trained::run).map(runs::details);
    }

    /** Files by step; null where none is made yet. */
    private Map<Integer, @Nullable BlobHash> kept(VersionDetails version) {
        Map<Integer, @Nullable BlobHash> kept = new TreeMap<>();
        run(version).ifPresent(run -> {
            kept.putAll(files.kept(run.id()));
            if (run.lora() != null) {
                kept.put(run.parameters().steps(), run.lora());
            }
        });
        return kept;
    }

    private Map<Integer, @Nullable BlobHash> shown(VersionDetails version) {
        Map<Integer, @Nullable BlobHash> kept = kept(version);
        kept.keySet().retainAll(SheetColumn.spread(List.copyOf(kept.keySet()), MOST_CHECKPOINTS));
        return kept;
    }

    private SheetDrawer.Draft draft(VersionDetails version, Map<Integer, @Nullable BlobHash> shown) {
        SheetPlan plan = plans.of(version.card().character(), version.card().baseModel());
        Strength strength = version.card().strength().best();
        List<SheetColumn> columns = new ArrayList<>();
        columns.add(new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE));
        shown.keySet().forEach(step -> columns.add(SheetColumn.checkpoint(step, strength)));
        return new SheetDrawer.Draft(
                SheetKind.CHECKPOINTS,
                plan,
                version,
                null,
                columns,
                SheetRepository.Place.of(
                        plan.checkpointPrompts(
                                characters.get(version.card().character()).subject()),
                        plan,
                        version.triggerWord(),
                        columns,
                        column -> column.step() == null ? null : shown.get(column.step())));
    }
}
