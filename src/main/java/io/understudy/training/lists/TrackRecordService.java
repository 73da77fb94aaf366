package io.understudy.training.lists;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersOnly;
import io.understudy.prompting.guide.Preset;
import io.understudy.training.ApprovedRunLookup;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.TrainingBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class TrackRecordService {
    private final RunListQueries queries;
    private final TrainingBackends backends;
    private final ApprovedRunLookup approvals;

    TrackRecordService(RunListQueries queries, TrainingBackends backends, ApprovedRunLookup approvals) {
        this.queries = queries;
        this.backends = backends;
        this.approvals = approvals;
    }

    record Settings(
            String backend, int steps, double learningRate, int rank, double alpha, int batchSize, int resolution) {}

    record Ended(RunId id, Settings settings, RunState state) {}

    private static final class Tally {
        int runs;
        int succeeded;
        int approved;
    }

    public List<TrackRecord> of(CharacterId character) {
        Set<RunId> approved = approvals.of(character);
        Map<Settings, Tally> tallies = new LinkedHashMap<>();
        queries.ended(character).forEach(run -> {
            Tally tally = tallies.computeIfAbsent(effective(run.settings()), settings -> new Tally());
            tally.runs++;
            tally.succeeded += run.state() == RunState.SUCCEEDED ? 1 : 0;
            tally.approved += approved.contains(run.id()) ? 1 : 0;
        });
        List<TrackRecord> records = new ArrayList<>();
        tallies.forEach((settings, tally) -> records.add(record(settings, tally)));
        records.sort(Comparator.comparingInt(TrackRecord::approved)
                .thenComparingInt(TrackRecord::succeeded)
                .reversed());
        return records;
    }

    private TrackRecord record(Settings settings, Tally tally) {
        return new TrackRecord(
                settings.backend(),
                backends.nameOf(settings.backend()),
                preset(settings),
                settings.steps(),
                settings.learningRate(),
                settings.rank(),
                settings.alpha(),
                settings.batchSize(),
                settings.resolution(),
                tally.runs,
                tally.succeeded,
                tally.approved);
    }

    /** What a backend ignores makes no difference: its own proposal is used instead. */
    private Settings effective(Settings asked) {
        return backends.find(asked.backend())
                .map(TrainingBackend::capabilities)
                .map(can -> {
                    BackendPreset own = can.presets().getFirst();
                    return new Settings(
                            asked.backend(),
                            asked.steps(),
                            can.honours(JobField.LEARNING_RATE) ? asked.learningRate() : own.learningRate(),
                            can.honours(JobField.RANK) ? asked.rank() : own.rank(),
                            can.honours(JobField.ALPHA) ? asked.alpha() : own.alpha(),
                            can.honours(JobField.BATCH_SIZE) ? asked.batchSize() : own.batchSize(),
                            can.honours(JobField.RESOLUTION) ? asked.resolution() : own.resolution());
                })
                .orElse(asked);
    }

    private @Nullable String preset(Settings settings) {
        Stream<BackendPreset> own =
                backends
                        .find(settings.backend())
                        .map(backend -> backend.capabilities().presets())
                        .orElse(List.of())
                        .stream();
        Stream<BackendPreset> guide = Arrays.stream(Preset.values()).map(BackendPreset::of);
        return Stream.concat(own, guide)
                .filter(preset -> settings.equals(effective(new Settings(
                        settings.backend(),
                        preset.steps(),
                        preset.learningRate(),
                        preset.rank(),
                        preset.alpha(),
                        preset.batchSize(),
                        preset.resolution()))))
                .findFirst()
                .map(BackendPreset::name)
                .orElse(null);
    }
}
