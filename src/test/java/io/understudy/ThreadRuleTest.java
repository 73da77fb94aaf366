package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadRuleTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                OwnPool.class,
                OwnTimer.class,
                CommonPool.class,
                ParallelStream.class,
                NextStage.class,
                LaterInCommonPool.class,
                Deadline.class,
                ValueAtDeadline.class,
                ThreadByReference.class
            })
    void threadsAreNoticedHoweverTheyAreMade(Class<?> maker) {
        assertThat(breaksTheRule(maker)).isTrue();
    }

    @Test
    void whatRunsOnAnExecutorThatItWasGivenMakesNoThread() {
        assertThat(breaksTheRule(GivenExecutor.class)).isFalse();
    }

    private static boolean breaksTheRule(Class<?> type) {
        return ArchitectureTest.ONLY_THE_PLATFORM_CREATES_THREADS
                .evaluate(new ClassFileImporter().importClasses(type))
                .hasViolation();
    }

    static final class OwnPool {
        Executor executor() {
            return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        }
    }

    static final class OwnTimer {
        Timer timer() {
            return new Timer(true);
        }
    }

    static final class CommonPool {
        Executor executor() {
            return ForkJoinPool.commonPool();
        }
    }

    static final class ParallelStream {
        long count(List<String> words) {
            return words.stream().parallel().count();
        }
    }

    static final class NextStage {
        CompletableFuture<Integer> length(CompletableFuture<String> word) {
            return word.thenApplyAsync(String::length);
        }
    }

    static final class LaterInCommonPool {
        Executor executor() {
            return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
        }
    }

    static final class Deadline {
        CompletableFuture<String> word(CompletableFuture<String> word) {
            return word.orTimeout(1, TimeUnit.SECONDS);
        }
    }

    static final class ValueAtDeadline {
        CompletableFuture<String> word(CompletableFuture<String> word) {
            return word.completeOnTimeout("", 1, TimeUnit.SECONDS);
        }
    }

    static final class ThreadByReference {
        Function<Runnable, Thread> factory() {
            return Thread::new;
        }
    }

    static final class GivenExecutor {
        CompletableFuture<Integer> length(CompletableFuture<String> word, Executor executor) {
            return word.thenApplyAsync(String::length, executor);
        }
    }
}
