package io.understudy.training.backends.mini;

import io.understudy.lora.Strength;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.UnfitLoraException;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.Checkpoint;
import io.understudy.mini.training.LoraTraining;
import io.understudy.mini.training.TrainingDivergedException;
import io.understudy.mini.training.TrainingPicture;
import io.understudy.mini.training.TrainingStep;
import io.understudy.platform.jobs.CancellableTask;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

class MiniatureJob extends CancellableTask {
    private static final int STEPS_PER_LOG_LINE = 25;
    private static final String TRY_AGAIN = "Resume the run to continue from its last checkpoint.";

    private final MiniatureBase base;
    private final MiniatureWorkers workers;
    private final PictureGenerator generator;
    private final SpoolDirectory spool;
    private final BackendJob job;
    private final RunReporter reporter;

    MiniatureJob(
            MiniatureBase base, MiniatureWorkers workers, SpoolDirectory spool, BackendJob job, RunReporter reporter) {
        super(job.name(), reporter::cancelled, reporter::failed, MiniatureJob::inWords);
        this.base = base;
        this.workers = workers;
        this.generator = new PictureGenerator(base, workers);
        this.spool = spool;
        this.job = job;
        this.reporter = reporter;
    }

    @Override
    protected void work() throws IOException, InterruptedException {
        train(prepare());
    }

    private LoraTraining prepare() throws IOException, InterruptedException {
        JobCheckpoint checkpoint = job.resumeFrom();
        if (checkpoint != null) {
            reporter.preparing("Reading the checkpoint of step " + checkpoint.step());
            try (InputStream bytes = checkpoint.bytes().open()) {
                return LoraTraining.resume(base, workers, Checkpoint.read(base, bytes.readAllBytes()));
            }
        }
        List<TrainingPicture> pictures = new ArrayList<>();
        for (JobPicture picture : job.pictures()) {
            stopIfCancelled();
            if (pictures.size() % 10 == 0) {
                reporter.preparing("Reading pictures: " + pictures.size() + " of "
                        + job.pictures().size());
            }
            pictures.add(WorkingPicture.of(picture));
        }
        long onFaces =
                pictures.stream().filter(picture -> picture.face() != null).count();
        reporter.preparing("Encoding " + pictures.size() + " pictures");
        reporter.log("Encoding " + pictures.size() + " pictures, " + onFaces
                + " of them cut to a square on the face, the others in the middle");
        TrainingSettings asked = job.parameters();
        return LoraTraining.start(
                base, workers, settings(asked), pictures, asked.triggerWord().value());
    }

    private static LoraSettings settings(TrainingSettings asked) {
        return LoraSettings.guide(asked.seed())
                .withSteps(asked.steps())
                .withLearningRate(asked.learningRate())
                .withRank(asked.rank())
                .withAlpha(asked.alpha())
                .withBatchSize(asked.batchSize());
    }

    private void train(LoraTraining training) throws IOException, InterruptedException {
        TrainingSettings asked = job.parameters();
        reporter.log("Training rank " + asked.rank() + " on the base " + base.name() + ", "
                + job.pictures().size() + " pictures, " + workers.threads() + " threads");
        long began = System.nanoTime();
        if (training.stepsDone() == 0) {
            sample(training);
        }
        while (!training.isFinished()) {
            stopIfCancelled();
            TrainingStep step = training.step();
            double seconds = (System.nanoTime() - began) / 1e9;
            reporter.point(new MetricReading(step.step(), step.loss(), step.learningRate(), seconds));
            if (step.step() % STEPS_PER_LOG_LINE == 0) {
                reporter.log(String.format(
                        Locale.ROOT,
                        "step %d of %d, loss %.4f, %.0f ms per step",
                        step.step(),
                        step.steps(),
                        step.loss(),
                        1000 * step.seconds()));
            }
            // Samples first: a run resumed from the checkpoint finds those of its step.
            if (due(step.step(), asked.sampleEvery()) || training.isFinished()) {
                sample(training);
            }
            if (due(step.step(), asked.saveEvery()) && !training.isFinished()) {
                reporter.checkpoint(step.step(), training.checkpoint().toBytes());
            }
        }
        stopIfCancelled();
        reporter.collecting("Writing the LoRA file");
        deliver(training);
    }

    private void sample(LoraTraining training) throws IOException, InterruptedException {
        List<SamplePrompt> wanted = job.parameters().samplePrompts();
        if (job.parameters().sampleEvery() == 0 || wanted.isEmpty()) {
            return;
        }
        List<AppliedLora> lora = List.of(new AppliedLora(training.result(job.name()), Strength.FULL));
        int together = workers.threads();
        for (int from = 0; from < wanted.size(); from += together) {
            stopIfCancelled();
            List<SamplePrompt> some = wanted.subList(from, Math.min(wanted.size(), from + together));
            List<BufferedImage> pictures = generator.generate(
                    lora,
                    some.stream()
                            .map(sample -> new PictureRequest(sample.prompt(), sample.seed()))
                            .toList());
            for (int index = 0; index < pictures.size(); index++) {
                reporter.sample(training.stepsDone(), from + index, PictureGenerator.png(pictures.get(index)));
            }
        }
    }

    private void deliver(LoraTraining training) throws IOException {
        Path file = spool.temporary();
        try {
            Files.write(file, training.result(job.name()).toBytes());
            reporter.finished(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean due(int step, int every) {
        return every > 0 && step % every == 0;
    }

    static JobFailure inWords(Throwable problem) {
        return switch (problem) {
            case TrainingDivergedException diverged ->
                new JobFailure(
                        "The loss is no longer a number: the training has diverged.",
                        "Run it again with a lower learning rate; 1e-4 is the safe default.",
                        diverged);
            case OutOfMemoryError full ->
                new JobFailure(
                        "The server ran out of memory.", "Run it again with a smaller batch or a lower rank.", full);
            case UnfitLoraException unfit ->
                new JobFailure(
                        "The checkpoint belongs to another version of the miniature.",
                        "Launch the run again from the start.",
                        unfit);
            case MalformedSafetensorsException damaged ->
                new JobFailure("The checkpoint cannot be read.", "Launch the run again from the start.", damaged);
            default -> unforeseen(problem, "computing", TRY_AGAIN);
        };
    }
}
