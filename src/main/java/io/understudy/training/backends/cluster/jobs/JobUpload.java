package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.PictureType;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a job needs into its folder. Every file may be written again. */
class JobUpload {
    static final String SCRIPT = "job.sh";
    /** What people call the run: a host without a scheduler says by it who has a card. */
    private static final String TITLE = "title";

    private static final String WATCHER = "watch.py";
    /** Before the time limit; the warning leaves the rest for the trainer's end. */
    private static final double MOST_SECONDS_TO_SAVE = 60;

    private static final int LOOKS_TO_SAVE = 200;
    /** A file that has not changed for so long is written to its end. */
    private static final double MOST_SECONDS_TO_SETTLE = 2;

    private static final int LOOKS_TO_SETTLE = 10;

    /** Without a new step, a job says so often how long it has computed. */
    private static final double MOST_SECONDS_BETWEEN_BEATS = 60;

    private static final int LOOKS_BETWEEN_BEATS = 12;

    private final JobFolder folder;
    private final TrainerRecipe recipe;
    private final BackendJob job;

    JobUpload(JobFolder folder, TrainerRecipe recipe, BackendJob job) {
        this.folder = folder;
        this.recipe = recipe;
        this.job = job;
    }

    /** @param number of the picture, from 1 */
    void picture(int number) throws IOException {
        JobPicture picture = job.pictures().get(number - 1);
        String stem = recipe.folder(job, picture) + "/%03d".formatted(number);
        String extension;
        try (InputStream bytes = PictureType.open(picture)) {
            extension = PictureType.extension(picture, bytes);
        }
        folder.write(stem + "." + extension, picture.bytes());
        // Without a line break at the end: ai-toolkit would train on it.
        write(stem + ".txt", picture.caption());
    }

    /** @param name of the job that will run in the folder */
    void settings(String name, Duration watched) throws IOException {
        TrainerRecipe.Files files = recipe.files(job, folder.path());
        for (Map.Entry<String, String> text : files.texts().entrySet()) {
            write(text.getKey(), text.getValue());
        }
        Map<String, Object> plan = new LinkedHashMap<>(files.watched());
        plan.put("job", name);
        plan.put("steps", job.parameters().steps());
        plan.put("reportsCheckpoints", TrainerRecipe.keepsCheckpoints(job.parameters()));
        plan.put("every", watched.toMillis() / 1000.0);
        plan.put("saving", Math.min(MOST_SECONDS_TO_SAVE, LOOKS_TO_SAVE * watched.toMillis() / 1000.0));
        plan.put("settled", Math.min(MOST_SECONDS_TO_SETTLE, LOOKS_TO_SETTLE * watched.toMillis() / 1000.0));
        plan.put("beat", Math.min(MOST_SECONDS_BETWEEN_BEATS, LOOKS_BETWEEN_BEATS * watched.toMillis() / 1000.0));
        write("watch.json", JsonMapper.shared().writeValueAsString(plan));
        write("python", recipe.python());
        write(TITLE, job.name());
        folder.write(WATCHER, () -> resource(WATCHER));
        checkpoint();
        write(JobFolder.STATE, "wanted");
        folder.write(SCRIPT, () -> resource(SCRIPT));
    }

    /** The trainer's own newest state is better; a folder that was lost has none. */
    private void checkpoint() throws IOException {
        JobCheckpoint from = job.resumeFrom();
        if (from == null
                || folder.size("part").isPresent()
                || folder.size("newest").isPresent()) {
            return;
        }
        String file = recipe.checkpoint(from.step());
        if (folder.size(file).isEmpty()) {
            folder.write(file, from.bytes());
        }
        write("newest", from.step() + " " + file + "\n");
    }

    /** @throws JobFailure when the folder of the job is gone */
    static void ask(JobFolder folder, ExtraOutput wanted) {
        if (folder.size(JobFolder.STATE).isEmpty()) {
            throw new JobFailure("The job's folder is gone.", "The run's page shows how it ended.", null);
        }
        write(folder, JobFolder.asked(wanted), UUID.randomUUID().toString());
    }

    private void write(String name, String text) {
        write(folder, name, text);
    }

    private static void write(JobFolder folder, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            folder.write(name, () -> new ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(JobUpload.class.getResourceAsStream(name), name);
    }
}
