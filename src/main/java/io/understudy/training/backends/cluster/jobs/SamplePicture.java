package io.understudy.training.backends.cluster.jobs;

import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.training.backends.api.RunReporter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture that a trainer generated, in whatever form it wrote it. */
final class SamplePicture {
    private static final byte PNG = (byte) 0x89;

    private SamplePicture() {}

    /** One that cannot be decoded, or is too large for it, is named in the log and left out. */
    static void report(RunReporter reporter, int step, int index, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = "The sample " + (index + 1) + " of step " + step;
        try {
            PictureLimits.ofGenerated().require(bytes);
        } catch (UnreadablePicture unreadable) {
            reporter.log(name + " is left out: " + unreadable.words());
            return;
        }
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            reporter.log(name + " cannot be decoded");
            return;
        }
        if (bytes[0] != PNG) {
            bytes = PictureGenerator.png(picture);
        }
        reporter.sample(step, index, bytes);
    }
}
