package io.understudy.platform.jobs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Base of a backend that runs each of its tasks on a thread of its own; tasks have handles by which they are stopped. */
public abstract class ThreadedBackend {
    private final Map<String, Task> running = new ConcurrentHashMap<>();

    public interface Task extends Runnable {
        void cancel();

        /** Another node will take it up: what runs elsewhere continues. */
        default void letGo() {
            cancel();
        }
    }

    /** For a task that waits for others most of the time. */
    protected final void startWaiting(String handle, String name, Task task) {
        running.put(handle, task);
        BackgroundThreads.start(name, () -> run(handle, task));
    }

    /** For a task that computes. */
    protected final void startComputing(String handle, String name, Task task) {
        running.put(handle, task);
        BackgroundThreads.startComputing(name, () -> run(handle, task));
    }

    private void run(String handle, Task task) {
        try {
            task.run();
        } finally {
            running.remove(handle, task);
        }
    }

    public void cancel(String handle) {
        Task task = running.get(handle);
        if (task != null) {
            task.cancel();
        }
    }

    public void letGo(String handle) {
        Task task = running.get(handle);
        if (task != null) {
            task.letGo();
        }
    }

    protected final void cancelAll() {
        running.values().forEach(Task::cancel);
    }
}
