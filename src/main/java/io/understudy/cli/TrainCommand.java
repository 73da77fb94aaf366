package io.understudy.cli;

import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.training.Checkpoint;
import io.understudy.mini.training.LoraTraining;
import io.understudy.mini.training.SamplePlan;
import io.understudy.mini.training.TrainingPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        sortOptions = false,
        description = "Trains a LoRA of the miniature on a folder of pictures.",
        footer = "About twice as fast with: java --add-modules jdk.incubator.vector -jar ...")
final class TrainCommand extends CliCommand {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Pictures; captions come from .txt or .caption files of the same name, else the trigger is"
                    + " used.")
    private Path images = Path.of("");

    @Option(names = "--trigger", required = true, paramLabel = "PHRASE", description = "For example \"ohwx woman\".")
    private String trigger = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Gets the LoRA, samples and metrics.csv.")
    private Path out = Path.of("");

    @Option(names = "--steps", defaultValue = "600", description = "Optimiser steps (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--rank", defaultValue = "16", description = "1 to 64 (default ${DEFAULT-VALUE}).")
    private int rank;

    @Option(
            names = "--lr",
            defaultValue = "1e-4",
            description = "Learning rate as for FLUX (default ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--alpha", description = "Default: the rank.")
    private @Nullable Double alpha;

    @Option(
            names = "--batch",
            defaultValue = "4",
            description = "Own pictures per step, next to as many generic ones (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same LoRA (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--sample-every",
            defaultValue = "100",
            paramLabel = "STEPS",
            description = "Steps between samples, 0 for none (default ${DEFAULT-VALUE}).")
    private int sampleEvery;

    @Option(
            names = "--save-every",
            defaultValue = "0",
            paramLabel = "STEPS",
            description = "Steps between checkpoints, 0 for none (default ${DEFAULT-VALUE}).")
    private int saveEvery;

    @Option(names = "--resume", paramLabel = "FILE", description = "Checkpoint to continue from, with its settings.")
    private @Nullable Path resume;

    @Option(names = "--prompt", description = "Sample prompt; may be repeated.")
    private List<String> prompts = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (trigger.isBlank()) {
            throw new BadInputException("The trigger is empty; use an uncommon word and the subject, \"ohwx woman\".");
        }
        LoraSettings settings =
                new LoraSettings(steps, learningRate, rank, alpha == null ? rank : alpha, batch, seed, 0, true);
        SamplePlan plan = new SamplePlan(prompts.isEmpty() ? defaultPrompts() : prompts, sampleEvery, saveEvery);
        List<TrainingPicture> pictures = PictureFolder.read(images, trigger.strip(), this::warn);
        Files.createDirectories(out.resolve("samples"));
        Path file = out.resolve(title() + ".safetensors");
        MiniatureBase base = MiniatureBase.load();
        try (MiniatureWorkers workers = new MiniatureWorkers();
                TrainingReport report = new TrainingReport(out, steps)) {
            LoraTraining training = resume == null
                    ? LoraTraining.start(base, workers, settings, pictures, trigger.strip())
                    : LoraTraining.resume(base, workers, Checkpoint.read(base, Files.readAllBytes(resume)));
            training.run(plan, report);
            try (OutputStream stream = Files.newOutputStream(file)) {
                training.result(title()).writeTo(stream);
            }
        }
        print(text -> text.println(file));
        return 0;
    }

    private List<String> defaultPrompts() {
        return List.of(
                trigger + ", smiling, blue background, upper body",
                trigger + ", surprised, beach background, close-up",
                trigger + ", laughing, night background, upper body",
                trigger + ", calm, forest background, upper body");
    }

    private String title() {
        String slug = trigger.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return slug + "_" + steps + "steps";
    }
}
