package io.understudy.training.checkpoints;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.text.Formats;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.DecidedRunLookup.Decision;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.runs.RunOutputRepository;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The checkpoints of finished runs: all are kept until their version is decided, and some days more; then only the
 * version's own file stays. Those of runs that stopped are kept, for a resume begins with them.
 */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class CheckpointService {
    /** The longest time that an admin may set, in days. */
    public static final int MOST_GRACE = 3650;

    static final Setting GRACE = Setting.number("training.checkpoint-grace-days", 7);
    private static final int RUNS_AT_ONCE = 200;

    private final CheckpointRepository checkpointRepository;
    private final TrainingRuns runs;
    private final RunOutputRepository runOutputRepository;
    private final DecidedRunLookup versions;
    private final SettingsService settings;
    private final BlobStore blobs;
    private final AuditEvents auditEvents;
    private final Clock clock;

    CheckpointService(
            CheckpointRepository checkpointRepository,
            TrainingRuns runs,
            RunOutputRepository runOutputRepository,
            DecidedRunLookup versions,
            SettingsService settings,
            BlobStore blobs,
            AuditEvents auditEvents,
            Clock clock) {
        this.checkpointRepository = checkpointRepository;
        this.runs = runs;
        this.runOutputRepository = runOutputRepository;
        this.versions = versions;
        this.settings = settings;
        this.blobs = blobs;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public Duration grace() {
        return Duration.ofDays(settings.number(GRACE));
    }

    /**
     * @throws DomainException.RuleViolation in {@code days} when it is not from 0 to {@link #MOST_GRACE}
     */
    @AdminsOnly
    @Transactional
    public void changeGrace(int days) {
        if (days < 0 || days > MOST_GRACE) {
            throw DomainException.RuleViolation.in(
                    "days", "Checkpoints can be kept from 0 to " + MOST_GRACE + " days longer.");
        }
        settings.change(GRACE, String.valueOf(days));
    }

    public KeptCheckpoints of(RunDetails run) {
        CheckpointRepository.Kept kept = checkpointRepository.kept(run.id());
        Instant until = run.state() == RunState.SUCCEEDED
                ? versions.of(List.of(run.id())).values().stream()
                        .map(decision -> decision.at().plus(grace()))
                        .findFirst()
                        .orElse(null)
                : null;
        return new KeptCheckpoints(
                kept.count(),
                kept.bytes(),
                run.state() == RunState.SUCCEEDED,
                until,
                checkpointRepository.prunedAt(run.id()));
    }

    /**
     * Removes the checkpoints of runs whose version was decided longer ago than the grace time.
     *
     * @return how many were removed
     */
    @SystemOnly
    @Transactional
    public int prune() {
        Instant before = clock.instant().minus(grace());
        int removed = 0;
        RunId behind = null;
        List<RunId> some = checkpointRepository.finishedWithCheckpoints(behind, RUNS_AT_ONCE);
        while (!some.isEmpty()) {
            for (Map.Entry<RunId, Decision> decided : versions.of(some).entrySet()) {
                if (!decided.getValue().at().isAfter(before)) {
                    removed += prune(decided.getKey(), decided.getValue());
                }
            }
            behind = some.getLast();
            some = checkpointRepository.finishedWithCheckpoints(behind, RUNS_AT_ONCE);
        }
        return removed;
    }

    private int prune(RunId id, Decision decision) {
        TrainingRun run = runs.lockById(id.value()).orElseThrow();
        List<CheckpointRepository.Saved> needless = checkpointRepository.all(id).stream()
                .filter(checkpoint -> !isKept(checkpoint.state(), run, decision))
                .toList();
        if (run.state() != RunState.SUCCEEDED || needless.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        long bytes =
                needless.stream().mapToLong(CheckpointRepository.Saved::size).sum();
        needless.forEach(checkpoint -> checkpointRepository.delete(id, checkpoint));
        blobs.release(needless.stream()
                .flatMap(checkpoint -> Stream.of(checkpoint.state(), checkpoint.lora()))
                .filter(Objects::nonNull)
                .toList());
        checkpointRepository.markPruned(id, now);
        String words = Formats.plural(needless.size(), "checkpoint", "checkpoints") + " removed, "
                + Formats.bytes(bytes) + ": the version is decided";
        runOutputRepository.addLines(id, run.logged(1, now), List.of(words), now);
        auditEvents.publish(
                "run.checkpoints-pruned",
                run.subject(),
                Map.of("checkpoints", String.valueOf(needless.size()), "bytes", String.valueOf(bytes)));
        return needless.size();
    }

    private static boolean isKept(BlobHash state, TrainingRun run, Decision decision) {
        return state.equals(decision.file()) || state.hex().equals(run.loraHash());
    }
}
