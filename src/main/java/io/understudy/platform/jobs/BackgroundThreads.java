package io.understudy.platform.jobs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** The only place where features get threads from; all of them are daemons. The caller shuts the executor down. */
public final class BackgroundThreads {
    private BackgroundThreads() {}

    /** Runs one piece of work on a virtual thread. */
    public static Thread start(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(work);
    }

    /** As {@link #start}, on a platform thread: for work that does not wait. */
    static void startComputing(String name, Runnable work) {
        Thread.ofPlatform().name(name).daemon().start(work);
    }

    /** As {@link #start}, in the name of the person who is signed in here. */
    public static void startAsCaller(String name, Runnable work) {
        start(name, new DelegatingSecurityContextRunnable(work));
    }

    /**
     * Runs one piece of work on a thread with a stack of its own size.
     *
     * @param stack in bytes
     */
    public static void startOnStack(String name, long stack, Runnable work) {
        Thread.ofPlatform().name(name).stackSize(stack).start(work);
    }

    /** One virtual thread for each piece of work. */
    public static ExecutorService virtual() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    public static ScheduledExecutorService single(String name) {
        return single(name, Thread.NORM_PRIORITY);
    }

    public static ScheduledExecutorService single(String name, int priority) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).priority(priority).daemon().factory());
    }

    /** @param name of the threads, ending where their numbers begin, such as {@code doctor-} */
    public static ExecutorService fixed(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name(name, 1).daemon().factory());
    }
}
