package io.understudy.cli;

import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.training.Checkpoint;
import io.understudy.mini.training.TrainingListener;
import io.understudy.mini.training.TrainingStep;
import io.understudy.platform.pictures.SourceMark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

final class TrainingReport implements TrainingListener, AutoCloseable {
    /** Share of the past in the shown loss, which would otherwise jump from step to step. */
    private static final double SMOOTHING = 0.95;

    private final PrintWriter metrics;
    private final Path out;
    private final ProgressBar bar;
    private double smoothedLoss = Double.NaN;

    TrainingReport(Path out, int steps) throws IOException {
        this.metrics = new PrintWriter(Files.newBufferedWriter(out.resolve("metrics.csv"), StandardCharsets.UTF_8));
        this.metrics.println("step,loss,prior_loss,learning_rate,seconds");
        this.out = out;
        this.bar = new ProgressBarBuilder()
                .setTaskName("Training")
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
    }

    @Override
    public void onStep(TrainingStep step) {
        metrics.printf(
                Locale.ROOT,
                "%d,%.6f,%.6f,%.3e,%.4f%n",
                step.step(),
                step.loss(),
                step.priorLoss(),
                step.learningRate(),
                step.seconds());
        metrics.flush();
        smoothedLoss =
                Double.isNaN(smoothedLoss) ? step.loss() : SMOOTHING * smoothedLoss + (1 - SMOOTHING) * step.loss();
        bar.setExtraMessage("loss %.3f".formatted(smoothedLoss));
        bar.stepTo(step.step());
    }

    @Override
    public void onSamples(int step, List<BufferedImage> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            Path file = out.resolve("samples/step-%05d-%d.png".formatted(step, i + 1));
            try {
                Files.write(file, SourceMark.OF_UNDERSTUDY.writtenInto(PictureGenerator.png(pictures.get(i))));
            } catch (IOException failure) {
                throw new UncheckedIOException("The sample %s could not be written.".formatted(file), failure);
            }
        }
    }

    @Override
    public void onCheckpoint(Checkpoint checkpoint) {
        Path file = out.resolve("checkpoint-%05d.safetensors".formatted(checkpoint.step()));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, checkpoint.toBytes());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("The checkpoint %s could not be written.".formatted(file), failure);
        }
    }

    @Override
    public void close() {
        bar.close();
        metrics.close();
    }
}
