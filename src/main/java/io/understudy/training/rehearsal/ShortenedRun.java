package io.understudy.training.rehearsal;

import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's settings made small: as many steps as fit into about a minute, a checkpoint in the middle, one sample at the
 * end. Rank and batch are kept as far as the rehearsing backend can take them, and alpha keeps its relation to the rank.
 */
final class ShortenedRun {
    private static final int LEAST_STEPS = 16;
    private static final int MOST_STEPS = 80;
    private static final int MEASURED_STEPS = 100;

    private ShortenedRun() {}

    /** How many steps take about {@code aim} together; even, and never more than the run itself has. */
    static int steps(TrainingBackend backend, TrainingSettings asked, int pictures, Duration aim) {
        Duration hundred = backend.estimate(parameters(backend.capabilities(), asked, MEASURED_STEPS), pictures);
        double fitting = MEASURED_STEPS * (double) aim.toMillis() / Math.max(1, hundred.toMillis());
        int steps = (int) Math.clamp(fitting, LEAST_STEPS, MOST_STEPS);
        return Math.max(2, Math.min(steps, asked.steps()) / 2 * 2);
    }

    /** @param from where it resumes; null for the beginning */
    static BackendJob of(
            RehearsalId id,
            BackendCapabilities backend,
            TrainingSettings asked,
            int steps,
            List<JobPicture> pictures,
            @Nullable JobCheckpoint from) {
        String key = "rehearsal " + id.value();
        return new BackendJob(key, key, parameters(backend, asked, steps), pictures, from, null, false);
    }

    private static TrainingSettings parameters(BackendCapabilities backend, TrainingSettings asked, int steps) {
        int rank = (int) within(backend, JobField.RANK, asked.rank());
        int batch = (int) within(backend, JobField.BATCH_SIZE, asked.batchSize());
        return new TrainingSettings(
                asked.triggerWord(),
                steps,
                asked.learningRate(),
                rank,
                asked.alpha() * rank / asked.rank(),
                batch,
                asked.resolution(),
                asked.seed(),
                steps,
                steps / 2,
                asked.samplePrompts().stream().limit(1).toList(),
                Map.of());
    }

    private static double within(BackendCapabilities backend, JobField field, double wanted) {
        Limits limits = backend.limits().get(field);
        return limits == null ? wanted : Math.clamp(wanted, limits.least(), limits.most());
    }
}
