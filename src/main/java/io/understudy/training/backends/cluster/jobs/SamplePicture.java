package io.understudy.training.backends.cluster.jobs;

import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.training.backends.api.RunReporter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A picture that a trainer generated, in whatever form it wrote it. */
final class SamplePicture {
    private static final byte PNG = (byte) 0x89;

    private SamplePicture() {}

    /** @return why it is left out: it cannot be decoded, or is too large for it; empty when it was reported */
    static Optional<String> report(RunReporter reporter, int step, int index, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = "The sample " + (index + 1) + " of step " + step;
        try {
            PictureLimits.ofGenerated().require(bytes);
        } catch (UnreadablePicture unreadable) {
            return Optional.of(name + " is left out: " + unreadable.reason());
        }
        BufferedImage picture = decoded(bytes);
        if (picture == null) {
            return Optional.of(name + " is left out: it cannot be decoded");
        }
        if (bytes[0] != PNG) {
            bytes = PictureGenerator.png(picture);
        }
        reporter.sample(step, index, bytes);
        return Optional.empty();
    }

    private static @Nullable BufferedImage decoded(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException | RuntimeException damaged) {
            return null;
        }
    }
}
