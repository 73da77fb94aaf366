package io.understudy.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MiniatureWorkersTest {
    @Test
    void resultsComeInTheOrderOfTheTasks() throws InterruptedException {
        try (MiniatureWorkers workers = new MiniatureWorkers(3)) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                tasks.add(() -> number * number);
            }
            assertThat(workers.run(tasks)).startsWith(0, 1, 4, 9).hasSize(20).endsWith(361);
            assertThat(workers.run(List.of())).isEmpty();
        }
    }

    @Test
    void groupsTakeTurns() throws InterruptedException {
        try (MiniatureWorkers workers = new MiniatureWorkers(1)) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch blocked = new CountDownLatch(1);
            Thread holder = Thread.ofVirtual()
                    .start(() -> run(workers, List.of(() -> {
                        blocked.countDown();
                        gate.await();
                        return 0;
                    })));
            blocked.await();
            Thread first = Thread.ofVirtual().start(() -> run(workers, named("a", 4, order)));
            waitFor(first);
            Thread second = Thread.ofVirtual().start(() -> run(workers, named("b", 2, order)));
            waitFor(second);
            gate.countDown();
            for (Thread thread : List.of(holder, first, second)) {
                thread.join();
            }
            assertThat(order).containsExactly("a", "b", "a", "b", "a", "a");
        }
    }

    @Test
    void oneThreadIsLeftAloneWhilePeopleAreAtWork() throws InterruptedException {
        try (MiniatureWorkers workers = new MiniatureWorkers(2)) {
            AtomicBoolean people = new AtomicBoolean(true);
            workers.yieldTo(people::get);
            assertThat(mostAtOnce(workers)).isEqualTo(1);
            people.set(false);
            CountDownLatch both = new CountDownLatch(2);
            Callable<Integer> meeting = () -> {
                both.countDown();
                both.await();
                return 0;
            };
            assertThat(workers.run(List.of(meeting, meeting))).hasSize(2);
        }
    }

    @Test
    void aFailingTaskFailsTheCallAndLeavesTheThreadsAlive() throws InterruptedException {
        try (MiniatureWorkers workers = new MiniatureWorkers(1)) {
            AtomicInteger ran = new AtomicInteger();
            Callable<Integer> broken = () -> {
                throw new IllegalArgumentException("broken");
            };
            assertThatThrownBy(() -> workers.run(List.of(broken, ran::incrementAndGet)))
                    .hasRootCauseMessage("broken");
            assertThat(ran).hasValue(0);
            assertThat(workers.run(List.of(ran::incrementAndGet))).containsExactly(1);
        }
    }

    @Test
    void anInterruptedCallerDropsWhatHadNotBegun() throws InterruptedException {
        try (MiniatureWorkers workers = new MiniatureWorkers(1)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            AtomicInteger later = new AtomicInteger();
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    Callable<Integer> slow = () -> {
                        begun.countDown();
                        gate.await();
                        return 0;
                    };
                    workers.run(List.of(slow, later::incrementAndGet));
                } catch (InterruptedException expected) {
                    interrupted.set(true);
                }
            });
            begun.await();
            caller.interrupt();
            waitFor(caller);
            gate.countDown();
            caller.join();
            assertThat(interrupted).isTrue();
        }
    }

    private static int mostAtOnce(MiniatureWorkers workers) throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                return now.decrementAndGet();
            });
        }
        workers.run(tasks);
        return most.get();
    }

    private static List<Callable<Integer>> named(String name, int count, List<String> order) {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(() -> {
                order.add(name);
                return 0;
            });
        }
        return tasks;
    }

    private static void run(MiniatureWorkers workers, List<Callable<Integer>> tasks) {
        try {
            workers.run(tasks);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
