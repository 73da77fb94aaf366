package io.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.storage.s3.EmbeddedEndpoint;
import io.understudy.storage.s3.MinioObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("heavy")
class BlobStoreHeapTest {
    private static final long MEGABYTE = 1_000_000;
    private static final long SIZE = 300 * MEGABYTE;
    private static final long ALLOWED_GROWTH = 64 * MEGABYTE;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
    private static final String TYPE = "application/octet-stream";

    @Test
    void aLargeFileGoesInAndOutInLittleMemory(@TempDir Path folder) throws Exception {
        SpoolDirectory spool = TestSpool.in(folder, TestSpool.NO_SCANNER);
        try (EmbeddedEndpoint endpoint = new EmbeddedEndpoint(folder.resolve("objects"));
                MinioObjectStore objects = new MinioObjectStore(endpoint, "us-east-1", "understudy")) {
            objects.putIfAbsent("warm", new ObjectContent.OfBytes(new byte[] {1}), TYPE);
            assertThat(growthDuring(() -> inAndOut(spool, objects))).isLessThan(ALLOWED_GROWTH);
        }
    }

    private static void inAndOut(SpoolDirectory spool, ObjectStore objects) throws Exception {
        try (Spooled spooled = spool.spool(new Noise(SIZE), SIZE)) {
            objects.putIfAbsent("large", new ObjectContent.OfFile(spooled.path(), spooled.size()), TYPE);
        }
        try (InputStream in = objects.open("large")) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
        }
    }

    private static long growthDuring(Work work) throws Exception {
        long before = liveHeap();
        AtomicLong most = new AtomicLong(before);
        CountDownLatch done = new CountDownLatch(1);
        Thread observer = Thread.ofPlatform().start(() -> {
            do {
                most.accumulateAndGet(liveHeap(), Math::max);
            } while (!isOver(done));
        });
        work.run();
        done.countDown();
        observer.join();
        return most.get() - before;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static boolean isOver(CountDownLatch done) {
        try {
            return done.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What is in use right after a collection: garbage does not count. */
    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Noise extends InputStream {
        private final Random random = new Random(7);
        private long left;

        Noise(long size) {
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            byte[] fresh = new byte[count];
            random.nextBytes(fresh);
            System.arraycopy(fresh, 0, buffer, offset, count);
            left -= count;
            return count;
        }
    }
}
