package io.understudy.datasets.images.decoding;

import io.understudy.platform.jobs.BackgroundThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Where pictures are decoded: few threads, and never more pixels in memory at once than the heap budget holds. A
 * picture larger than the whole budget is decoded alone.
 */
final class DecodingPool implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;

    private final ExecutorService threads;
    private final Semaphore memory;
    private final int budget;

    DecodingPool(int threads, int heapMebibytes) {
        this.threads = BackgroundThreads.fixed("picture-decoder-", threads);
        this.budget = heapMebibytes;
        this.memory = new Semaphore(heapMebibytes, true);
    }

    /** Runs the work when a thread and this much heap are free, and waits for its result. */
    <T> T run(long bytes, Callable<T> work) throws Exception {
        int share = (int) Math.clamp(bytes / MEBIBYTE + 1, 1, budget);
        memory.acquire(share);
        try {
            return threads.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            memory.release(share);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
