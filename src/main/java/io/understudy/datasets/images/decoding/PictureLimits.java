package io.understudy.datasets.images.decoding;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a picture may cost before it is refused.
 *
 * @param pixels most pixels of one picture, checked against its header before any pixel is allocated
 * @param side longest side in pixels
 * @param scans most scans of a progressive JPEG: each one walks over all pixels again
 * @param time longest decoding of the largest picture, counted from its start, not from the wait for it
 */
public record PictureLimits(long pixels, int side, int scans, Duration time) {
    /** Decoding, turning upright and shrinking together need this many bytes of heap for each pixel, at most. */
    static final int BYTES_PER_PIXEL = 8;

    private static final long LARGEST = 100_000_000;
    private static final long LARGEST_GENERATED = 20_000_000;

    /** As many when the decoder's result needs no turning and no conversion. */
    static final int BYTES_PER_PLAIN_PIXEL = 5;

    /** 100 megapixels, or fewer where the heap is small: one picture may take half of it. */
    public static PictureLimits standard() {
        return new PictureLimits(Math.min(LARGEST, pixelsOfHalfTheHeap()), 20_000, 200, Duration.ofSeconds(15));
    }

    /** For what a model made, which is decoded wholly where it is measured or exported; FLUX makes 4 megapixels. */
    public static PictureLimits ofGenerated() {
        return new PictureLimits(
                Math.min(LARGEST_GENERATED, pixelsOfHalfTheHeap()), 8_192, 200, Duration.ofSeconds(15));
    }

    private static long pixelsOfHalfTheHeap() {
        return Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL;
    }

    /**
     * Walks through a file without decoding it.
     *
     * @throws UnreadablePicture when it is no whole JPEG, PNG or WebP within the limits, with the reason
     */
    public void require(byte[] file) throws UnreadablePicture {
        accepted(ContainerReader.read(ByteBuffer.wrap(file)));
    }

    Container accepted(Container container) throws UnreadablePicture {
        requireSize(container.width(), container.height());
        if (container.scans() > scans) {
            throw new UnreadablePicture(
                    "it is a progressive JPEG with " + container.scans() + " passes; the limit is " + scans,
                    "save it again");
        }
        return container;
    }

    /** Longest decoding of a picture: in proportion to its pixels, but at least a third of that of the largest one. */
    Duration timeFor(long pixelsOfPicture) {
        Duration share = Duration.ofMillis(time.toMillis() * Math.min(pixelsOfPicture, LARGEST) / LARGEST);
        Duration least = time.dividedBy(3);
        return share.compareTo(least) > 0 ? share : least;
    }

    void requireSize(long width, long height) throws UnreadablePicture {
        if (width < 1 || height < 1) {
            throw new UnreadablePicture("it declares a size of " + width + " x " + height + " pixels");
        }
        if (width > side || height > side || width * height > pixels) {
            throw new UnreadablePicture(
                    "it declares " + width + " x " + height + " pixels; the limit is " + pixels / 1_000_000
                            + " megapixels and " + side + " pixels a side",
                    "save it smaller");
        }
    }
}
