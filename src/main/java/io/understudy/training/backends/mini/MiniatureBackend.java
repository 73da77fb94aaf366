package io.understudy.training.backends.mini;

import io.understudy.lora.BaseModel;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.UnfitLoraException;
import io.understudy.mini.training.Checkpoint;
import io.understudy.mini.training.LoraTraining;
import io.understudy.providers.mini.LocalMiniatureBackend;
import io.understudy.providers.mini.MiniatureBaseLoader;
import io.understudy.providers.mini.MiniatureProperties;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Trains on this server. Every job has a thread that drives it; what they compute shares the workers in turn, so that a second
 * run moves on while the first is still training.
 */
@Component
class MiniatureBackend extends LocalMiniatureBackend implements TrainingBackend {
    /** Measured on one core of a small server: a picture through the network and back, with and without vector code. */
    private static final double SECONDS_PER_PICTURE = 0.06;

    private static final double SECONDS_PER_SAMPLE = 0.8;
    private static final double SECONDS_PER_ENCODING = 0.05;

    private static final BackendCapabilities CAPABILITIES = new BackendCapabilities(
            "A miniature for rehearsal, not a FLUX LoRA: real training on this server, on a small model of its own that"
                    + " generates 128 px cartoon people. Its file fits only the miniature.",
            BaseModel.MINIATURE,
            Map.of(JobField.RESOLUTION, "The miniature has its own 128 px; a FLUX run takes the guide's 1024."),
            Map.of(
                    JobField.STEPS,
                    "300–600 are enough for a rehearsal; a FLUX run takes the guide's 800–1200.",
                    JobField.LEARNING_RATE,
                    "As for FLUX; the miniature, being so much smaller, trains at "
                            + Math.round(LoraSettings.LEARNING_RATE_FACTOR) + " times this rate.",
                    JobField.BATCH_SIZE,
                    "The miniature adds as many generic pictures, so that only the trigger word calls the character."),
            Map.of(
                    JobField.RANK, new Limits(1, LoraSettings.MAX_RANK),
                    JobField.BATCH_SIZE, new Limits(1, 8),
                    JobField.STEPS, new Limits(1, 10_000)),
            List.of(),
            List.of(
                    new BackendPreset(
                            "Rehearsal", "Enough to recognise the character.", 400, 1e-4, 16, 16, 2, 128, 50, 50),
                    new BackendPreset("Quick look", "A first glance.", 120, 1e-4, 16, 16, 2, 128, 40, 40),
                    new BackendPreset(
                            "Thorough rehearsal", "Twice the pictures per step.", 600, 1e-4, 16, 16, 4, 128, 100, 50)),
            true);

    private final MiniatureBaseLoader bases;
    private final MiniatureWorkers workers;
    private final MiniatureProperties properties;
    private final SpoolDirectory spool;

    MiniatureBackend(
            MiniatureBaseLoader bases, MiniatureWorkers workers, MiniatureProperties properties, SpoolDirectory spool) {
        this.bases = bases;
        this.workers = workers;
        this.properties = properties;
        this.spool = spool;
    }

    @Override
    public BackendCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        double steps = parameters.steps() * 2.0 * parameters.batchSize() * SECONDS_PER_PICTURE;
        int times = parameters.sampleEvery() == 0 ? 0 : 1 + parameters.steps() / parameters.sampleEvery();
        double samples = times * parameters.samplePrompts().size() * SECONDS_PER_SAMPLE;
        double seconds = (steps + samples + pictures * SECONDS_PER_ENCODING) / properties.chosenThreads();
        return Duration.ofSeconds(Math.max(1, Math.round(seconds)));
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        String handle = UUID.randomUUID().toString();
        startComputing(handle, "miniature-run", new MiniatureJob(bases.base(), workers, spool, job, reporter));
        return handle;
    }

    @Override
    public void writeLora(JobCheckpoint checkpoint, String title, OutputStream out) throws IOException {
        MiniatureBase base = bases.base();
        try (InputStream in = checkpoint.bytes().open()) {
            LoraTraining training = LoraTraining.resume(base, workers, Checkpoint.read(base, in.readAllBytes()));
            out.write(training.result(title).toBytes());
        } catch (UnfitLoraException | MalformedSafetensorsException unreadable) {
            throw MiniatureJob.inWords(unreadable);
        }
    }
}
