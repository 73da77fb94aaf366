package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.decoding.TestPhotos;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;

/** Photos of 3 MB, three at a time as a browser sends them: what lives on the heap meanwhile. */
public record ManyUploads(PictureIntake intake, CharacterId character) {
    static final long MOST_GROWTH = 150L << 20;

    /** As many as a browser sends at once. */
    public static final int PARALLEL = 3;

    /** Collects garbage every so many photos; the most bytes that were alive then, beyond what was before. */
    long growthWhileUploading(int photos, int every) throws Exception {
        byte[] photo = TestPhotos.noisyJpeg(3_400, 2_600, 1);
        if (photo.length < 2_500_000 || photo.length > 4_500_000) {
            throw new IllegalStateException("The photo should have about 3 MB, not " + photo.length + " bytes");
        }
        long before = liveHeap();
        AtomicLong most = new AtomicLong();
        AtomicInteger finished = new AtomicInteger();
        try (ExecutorService browser =
                new DelegatingSecurityContextExecutorService(Executors.newFixedThreadPool(PARALLEL))) {
            List<Future<?>> uploads = new ArrayList<>();
            for (int i = 0; i < photos; i++) {
                int number = i;
                uploads.add(browser.submit(() -> {
                    TestDatasets.take(intake, character, number + ".jpg", numbered(photo, number));
                    if (finished.incrementAndGet() % every == 0) {
                        most.accumulateAndGet(liveHeap(), Math::max);
                    }
                }));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }
        return most.get() - before;
    }

    /** The same pixels as another file: a comment segment behind the start marker carries the number. */
    public static byte[] numbered(byte[] jpeg, int number) {
        return ByteBuffer.allocate(jpeg.length + 8)
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFFE)
                .putShort((short) 6)
                .putInt(number)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static long liveHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
