package io.understudy.training.backends.reported;

import io.understudy.lora.BaseModel;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where runs are trained that report themselves: one for each model. Nothing is launched, stopped or resumed there. */
public final class ReportedBackend implements TrainingBackend {
    /** Holds the lease of these runs, in the place of a worker. */
    public static final String WORKER = "reports";

    private static final String PREFIX = "reported-";

    private final BaseModel model;

    ReportedBackend(BaseModel model) {
        this.model = model;
    }

    public static String id(BaseModel model) {
        return PREFIX + model.id();
    }

    public static boolean isReported(String backend) {
        return backend.startsWith(PREFIX);
    }

    @Override
    public String id() {
        return id(model);
    }

    @Override
    public String displayName() {
        return "Reported (" + model.label() + ")";
    }

    @Override
    public BackendCapabilities capabilities() {
        return new BackendCapabilities(
                "Trained elsewhere, by a program that reports the run here.",
                model,
                Map.of(JobField.SAVE_EVERY, "No checkpoints are sent here."),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(new BackendPreset("Reported", "As it was trained.", 1000, 1e-4, 16, 16, 1, 1024, 0, 0)),
                true);
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return Duration.ZERO;
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        throw new JobFailure(
                "Nothing can be launched on “" + displayName() + "”.", "Launch the run on another backend.", null);
    }

    @Override
    public void cancel(String handle) {
        // It runs elsewhere, and nobody there asks.
    }
}
