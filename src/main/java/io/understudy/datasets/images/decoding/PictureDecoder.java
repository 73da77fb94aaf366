package io.understudy.datasets.images.decoding;

import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.pictures.Orientation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Turns a file that claims to be a photo into pixels and re-encodes them, or refuses it with a reason.
 *
 * <p>The order matters: first the container is walked through without decoding, then the declared size is checked,
 * then the file waits for a thread and for heap, and only then pixels are allocated. Safe for many threads at once.
 */
public final class PictureDecoder implements AutoCloseable {
    /** Length in pixels of a thumbnail's shorter side: a tile of 190 pixels on a screen of double density. */
    public static final int THUMBNAIL_SIDE = 384;

    private final PictureLimits limits;
    private final DecodingPool pool;
    private final ScheduledExecutorService watchdog = BackgroundThreads.single("picture-watchdog");

    /**
     * @param threads how many pictures are decoded at once
     * @param heapMebibytes most heap that all pictures being decoded take together
     */
    public PictureDecoder(PictureLimits limits, int threads, int heapMebibytes) {
        this.limits = limits;
        this.pool = new DecodingPool(threads, heapMebibytes);
        // In a packed jar the plugins are seen by this class's loader, not always by that of the thread.
        ImageIO.scanForPlugins();
    }

    /**
     * What a file says about itself before it is decoded; upright, in pixels.
     *
     * @param bits of one colour channel
     */
    public record Inspection(PictureFormat format, int width, int height, int bits) {}

    /** Bits of one colour channel of a PNG that was taken; reads its header alone. */
    public static int bitsOfPng(InputStream in) throws IOException {
        return PngContainer.bits(in);
    }

    /**
     * Walks through a file without decoding it.
     *
     * @throws UnreadablePicture when it can be told already that it is no acceptable picture, with the reason
     */
    public Inspection inspect(Path file) throws UnreadablePicture {
        try {
            Container container = readable(file);
            boolean turned = Orientation.in(container.exif()).swapsSides();
            int width = Math.toIntExact(container.width());
            int height = Math.toIntExact(container.height());
            return new Inspection(
                    container.format(), turned ? height : width, turned ? width : height, container.bits());
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be read", e);
        }
    }

    /**
     * Decodes a file wholly; waits for a free thread.
     *
     * @param file is read, never changed; the display picture is written next to it
     * @throws UnreadablePicture when it is no acceptable picture, with the reason
     * @throws UncheckedIOException when the disk fails
     */
    public DecodedPicture decode(Path file) throws UnreadablePicture {
        return inPool(file, container -> decode(file, container));
    }

    /**
     * Turns and crops a picture; waits for a free thread.
     *
     * @param file is read, never changed
     * @param into is written: a PNG without loss, upright, sRGB, nothing but pixels
     * @throws UnreadablePicture when the file is no acceptable picture, with the reason
     * @throws IllegalArgumentException when the frame does not fit
     */
    public void edit(Path file, PictureEdit edit, Path into) throws UnreadablePicture {
        inPool(file, container -> {
            BufferedImage upright = UprightPicture.of(pixels(file, container), Orientation.in(container.exif()));
            BufferedImage turned = UprightPicture.of(upright, Orientation.turned(edit.turns()));
            if (!edit.fits(upright.getWidth(), upright.getHeight())) {
                throw new IllegalArgumentException("The frame " + edit + " does not fit into " + upright.getWidth()
                        + " × " + upright.getHeight() + " px");
            }
            PictureEncoder.writeDisplay(
                    turned.getSubimage(edit.x(), edit.y(), edit.width(), edit.height()), PictureFormat.PNG, into);
            return into;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Container container) throws IOException, UnreadablePicture;
    }

    private Container readable(Path file) throws IOException, UnreadablePicture {
        return limits.accepted(ContainerReader.read(file));
    }

    private <T> T inPool(Path file, Work<T> work) throws UnreadablePicture {
        try {
            Container container = readable(file);
            return pool.run(heapFor(container), () -> work.with(container));
        } catch (UnreadablePicture | RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The picture was not decoded because the work was stopped", e);
        } catch (Exception e) {
            throw new IllegalStateException("The picture could not be decoded", e);
        }
    }

    /** An upright JPEG is decoded into its final form; everything else is copied once more. */
    private static long heapFor(Container container) {
        boolean copied = container.format() != PictureFormat.JPEG
                || !Orientation.in(container.exif()).isUpright();
        return container.width()
                * container.height()
                * (copied ? PictureLimits.BYTES_PER_PIXEL : PictureLimits.BYTES_PER_PLAIN_PIXEL);
    }

    private DecodedPicture decode(Path file, Container container) throws IOException, UnreadablePicture {
        BufferedImage upright = UprightPicture.of(pixels(file, container), Orientation.in(container.exif()));
        PictureFormat displayFormat = PictureEncoder.displayFormat(container);
        byte[] thumbnail = PictureEncoder.thumbnail(upright, THUMBNAIL_SIDE);
        Path display = Files.createTempFile(file.toAbsolutePath().getParent(), "display-", ".spool");
        boolean written = false;
        try {
            PictureEncoder.writeDisplay(upright, displayFormat, display);
            written = true;
            return new DecodedPicture(
                    container.format(),
                    container.bits(),
                    upright.getWidth(),
                    upright.getHeight(),
                    display,
                    displayFormat.mediaType(),
                    thumbnail);
        } finally {
            if (!written) {
                Files.deleteIfExists(display);
            }
        }
    }

    private BufferedImage pixels(Path file, Container container) throws IOException, UnreadablePicture {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(
                        container.format().mediaType())
                .next();
        Duration time = limits.timeFor(container.width() * container.height());
        AtomicBoolean late = new AtomicBoolean();
        AtomicBoolean damaged = new AtomicBoolean();
        Future<?> limit = watchdog.schedule(
                () -> {
                    late.set(true);
                    reader.abort();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                if (speaksOfDamage(warning)) {
                    damaged.set(true);
                }
            });
            // The decoder's own reading of the header counts, should it differ from ours.
            limits.requireSize(reader.getWidth(0), reader.getHeight(0));
            BufferedImage picture = reader.read(0);
            if (late.get()) {
                throw new UnreadablePicture(
                        "decoding it takes longer than " + time.toSeconds() + " s",
                        "save it again, without progressive passes, or smaller");
            }
            if (damaged.get() || picture == null) {
                throw new UnreadablePicture("the " + container.format().label()
                        + " is damaged: a part of the picture is missing or unreadable");
            }
            return picture;
        } catch (IOException | RuntimeException e) {
            throw new UnreadablePicture(
                    "the " + container.format().label() + " is damaged or of a kind that cannot be decoded", e);
        } finally {
            limit.cancel(false);
            reader.dispose();
        }
    }

    private static boolean speaksOfDamage(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return lower.contains("premature end")
                || lower.contains("bad huffman")
                || lower.contains("corrupt jpeg data: bad");
    }

    @Override
    public void close() {
        pool.close();
        watchdog.shutdownNow();
    }
}
