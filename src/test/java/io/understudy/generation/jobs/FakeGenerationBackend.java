package io.understudy.generation.jobs;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.BaseModel;
import io.understudy.platform.jobs.JobFailure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A generation backend that generates what the test tells it, when it tells it. */
public class FakeGenerationBackend implements GenerationBackend {
    public static final String ID = "told";

    public static final class FakeTask {
        public final GenerationTask task;
        public final GenerationReporter reporter;
        public boolean cancelled;

        FakeTask(GenerationTask task, GenerationReporter reporter) {
            this.task = task;
            this.reporter = reporter;
        }

        /** Generates one picture, of a colour that depends on position and seed. */
        public void draw(int position) {
            var picture = task.pictures().stream()
                    .filter(each -> each.position() == position)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("Picture " + position + " is not asked for"));
            reporter.drawn(position, png((int) (picture.seed() * 1000 + position)), "image/png", 2);
        }

        public void drawAll() {
            task.pictures().forEach(picture -> draw(picture.position()));
        }
    }

    private final List<FakeTask> tasks = new ArrayList<>();
    private @Nullable JobFailure refusal;

    public void forget() {
        tasks.clear();
        refusal = null;
    }

    public void refuseWith(JobFailure problem) {
        refusal = problem;
    }

    public List<FakeTask> tasks() {
        return List.copyOf(tasks);
    }

    public FakeTask last() {
        return tasks.getLast();
    }

    public static byte[] png(int colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, colour);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return png.toByteArray();
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Told backend";
    }

    @Override
    public GenerationCapabilities capabilities() {
        return new GenerationCapabilities(
                "Draws what the test says.",
                BaseModel.FLUX1_DEV,
                new PictureSettings(1024, 1024, 28, 3.5),
                new Range(256, 2048),
                new Range(1, 50),
                new Range(1, 20),
                3);
    }

    @Override
    public GenerationEstimate estimate(PictureSettings settings, int pictures) {
        return new GenerationEstimate(
                Duration.ofSeconds(10L * pictures), new BigDecimal("0.035").multiply(BigDecimal.valueOf(pictures)));
    }

    @Override
    public void submit(GenerationTask task, GenerationReporter reporter) {
        if (refusal != null) {
            throw refusal;
        }
        tasks.add(new FakeTask(task, reporter));
    }

    @Override
    public void cancel(String key) {
        tasks.stream().filter(told -> told.task.key().equals(key)).forEach(told -> told.cancelled = true);
    }
}
