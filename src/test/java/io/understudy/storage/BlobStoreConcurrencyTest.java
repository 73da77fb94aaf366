package io.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobRepository.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BlobStoreConcurrencyTest extends StorageTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 10;

    @Test
    void manyWhoStoreTheSameBytesAtOnceStoreThemOnce() throws Exception {
        FaultyObjectStore counting = new FaultyObjectStore(objects);
        BlobStore oneNode = new BlobStore(rows, counting, spool, altered, clock);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes("round " + round);
            List<StoredBlob> stored = atOnce(thread -> oneNode.store(bytes, TEXT, Serving.INTERNAL));
            assertThat(stored).hasSize(THREADS).containsOnly(new StoredBlob(BlobHash.of(bytes), bytes.length, TEXT));
        }
        assertThat(counting.puts()).isEqualTo(ROUNDS);
        assertThat(objectKeys()).hasSize(ROUNDS);
    }

    @Test
    void severalNodesThatStoreTheSameBytesAtOnceEndWithOneWholeBlob() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes("round " + round);
            List<StoredBlob> stored = atOnce(
                    thread -> new BlobStore(rows, objects, spool, altered, clock).store(bytes, TEXT, Serving.INTERNAL));
            assertThat(stored).hasSize(THREADS);
            BlobHash hash = BlobHash.of(bytes);
            assertThat(rows.find(hash).orElseThrow().state()).isEqualTo(State.STORED);
            assertThat(read(hash)).isEqualTo(bytes);
        }
        assertThat(objectKeys()).hasSize(ROUNDS);
    }

    @Test
    void noReferenceIsLostWhenManyCountAtOnce() throws Exception {
        BlobHash hash = blobs.store(bytes("abc"), TEXT, Serving.INTERNAL).hash();
        atOnce(thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                blobs.retain(hash);
            }
            blobs.release(hash);
            return thread;
        });
        assertThat(rows.find(hash).orElseThrow().referenceCount()).isEqualTo(THREADS * (ROUNDS - 1));
    }

    private interface Work<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> atOnce(Work<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                Callable<T> task = () -> {
                    start.await();
                    return RunAs.call(() -> work.run(thread));
                };
                results.add(threads.submit(task));
            }
            start.countDown();
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        }
    }
}
