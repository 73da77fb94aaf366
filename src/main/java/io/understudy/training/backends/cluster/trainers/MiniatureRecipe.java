package io.understudy.training.backends.cluster.trainers;

import static io.understudy.providers.ssh.ShellQuoting.command;

import io.understudy.lora.BaseModel;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** This product's own trainer, which needs no card: it tries an engine out from end to end. */
public final class MiniatureRecipe implements TrainerRecipe {
    private static final double SECONDS_PER_PICTURE = 0.12;
    private static final int MOST_RANK = 64;

    private final TrainerInstallation installation;
    private final String java;

    /**
     * @param installation whose program is the jar of this product
     * @param java of the release that the product needs
     */
    public MiniatureRecipe(TrainerInstallation installation, String java) {
        this.installation = installation;
        this.java = java;
    }

    @Override
    public BackendCapabilities capabilities() {
        return new BackendCapabilities(
                "A miniature for trying the engine out, not a FLUX LoRA. Its file fits only the miniature.",
                BaseModel.MINIATURE,
                Map.of(JobField.RESOLUTION, "The miniature has its own 128 px; a FLUX run takes the guide's 1024."),
                Map.of(JobField.SAMPLE_PROMPTS, "Samples take their seeds from the run's, not from the prompts."),
                Map.of(
                        JobField.RANK, new Limits(1, MOST_RANK),
                        JobField.BATCH_SIZE, new Limits(1, 8),
                        JobField.STEPS, new Limits(1, 10_000)),
                List.of(),
                List.of(new BackendPreset(
                        "Rehearsal", "Enough to recognise the character.", 400, 1e-4, 16, 16, 2, 128, 50, 50)),
                true);
    }

    @Override
    public Duration estimate(TrainingSettings settings, int pictures) {
        return Duration.ofSeconds(30 + Math.round(settings.steps() * 2.0 * settings.batchSize() * SECONDS_PER_PICTURE));
    }

    @Override
    public String python() {
        return installation.python();
    }

    @Override
    public String checkpoint(int step) {
        return OUTPUT + "/checkpoint-%05d.safetensors".formatted(step);
    }

    @Override
    public Files files(BackendJob job, String folder) {
        TrainingSettings asked = job.parameters();
        List<String> start = new ArrayList<>(List.of(
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "-jar",
                installation.program(),
                "train",
                "--images=" + DATASET,
                "--trigger=" + asked.triggerWord().value(),
                "--out=" + OUTPUT,
                "--steps=" + asked.steps(),
                "--rank=" + asked.rank(),
                "--lr=" + asked.learningRate(),
                "--alpha=" + asked.alpha(),
                "--batch=" + asked.batchSize(),
                "--seed=" + asked.seed(),
                "--sample-every=" + asked.sampleEvery(),
                "--save-every=" + TrainerRecipe.saveEvery(asked)));
        for (SamplePrompt sample : asked.samplePrompts()) {
            start.add("--prompt=" + sample.prompt());
        }
        start.addAll(installation.more());
        return new Files(
                Map.of(START, """
                        resume=()
                        if read -r step state <part; then resume=(--resume "$state"); fi 2>/dev/null
                        exec %s "${resume[@]}"
                        """.formatted(command(start))),
                Map.of(
                        "reader",
                        "miniature",
                        "source",
                        OUTPUT + "/metrics.csv",
                        "resume",
                        "checkpoint",
                        "firstIndex",
                        1,
                        "checkpoint",
                        List.of(OUTPUT, "checkpoint-(?P<step>\\d{5})\\.safetensors"),
                        "sample",
                        List.of(OUTPUT + "/samples", "step-(?P<step>\\d{5})-(?P<index>\\d+)\\.png"),
                        "result",
                        List.of(OUTPUT, ".*_\\d+steps\\.safetensors")));
    }
}
